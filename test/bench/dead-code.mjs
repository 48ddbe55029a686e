// dead-code against knip on generated projects of 1,000 and 10,000 files: time, and memory with child processes.
// Sizes: npm run bench:dead-code -- --files=1000 for one size, --rounds=5 for more rounds.
import { spawn } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Benchmark } from './support/bench.mjs'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const option = (name, standard) =>
  Number(process.argv.find((argument) => argument.startsWith(`--${name}=`))?.split('=')[1] ?? standard)
const sizes = option('files', 0) > 0 ? [option('files', 0)] : [1_000, 10_000]
const rounds = option('rounds', 3)

/** Modules that import earlier ones; every eleventh is imported by nobody, every third export by nobody. */
function generate(root, count) {
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const nameOf = (index) => `feature${index % 40}/module${index}`
  const imported = []
  for (let index = 0; index < count; index += 1) {
    const sources = [index - 1, index - 7, index - 31].filter((other) => other >= 0 && other % 11 !== 0)
    const lines = sources.map(
      (other) => `import { make${other}, type Shape${other} } from '../${nameOf(other)}.js'`,
    )
    lines.push(
      '',
      `export interface Shape${index} { id: number; name: string; tags: readonly string[] }`,
      `export type Key${index} = keyof Shape${index}`,
      `export function make${index}(id: number): Shape${index} {`,
      `  const tags = [${sources.map((other) => `make${other}(id).name`).join(', ')}]`,
      `  return { id, name: label${index}(id), tags }`,
      '}',
      `function label${index}(id: number): string {`,
      `  return \`module ${index} \${id}\``,
      '}',
      `export const spare${index} = (shape: Shape${index}) => shape.tags.join()`,
      `export enum State${index} { Open = 'open', Closed = 'closed' }`,
      `export class Store${index} {`,
      `  private readonly items = new Map<number, Shape${index}>()`,
      `  state = State${index}.Open`,
      `  put(shape: Shape${index}): void { this.items.set(shape.id, shape) }`,
      `  get(id: number): Shape${index} | undefined { return this.items.get(id) }`,
      '  clear(): void { this.items.clear() }',
      '}',
      `export function use${index}(): number {`,
      `  const store = new Store${index}()`,
      `  store.put(make${index}(${index}))`,
      `  return store.get(${index})?.id ?? 0`,
      '}',
      '',
    )
    write(`src/${nameOf(index)}.ts`, lines.join('\n'))
    if (index % 11 !== 0) imported.push(index)
  }
  write(
    'src/main.ts',
    [
      ...imported.map((index) => `import { use${index} } from './${nameOf(index)}.js'`),
      `console.log([${imported.map((index) => `use${index}`).join(', ')}].map((use) => use()).length)`,
      '',
    ].join('\n'),
  )
  write('package.json', JSON.stringify({ name: 'generated', type: 'module', main: 'src/main.ts' }))
  write(
    'tsconfig.json',
    JSON.stringify({
      compilerOptions: {
        target: 'es2022',
        module: 'nodenext',
        strict: true,
        noEmit: true,
        skipLibCheck: true,
      },
      include: ['src'],
    }),
  )
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
}

/** Bytes that a process and its children hold now. */
function heldBytes(pid) {
  let bytes = 0
  try {
    bytes = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
    for (const task of readdirSync(`/proc/${pid}/task`))
      for (const child of readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' '))
        if (child) bytes += heldBytes(child)
  } catch {
    // It ended meanwhile, or the system has no /proc.
  }
  return bytes
}

function run(root, script, args, countOf) {
  return new Promise((resolve, reject) => {
    const since = performance.now()
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let err = ''
    let mb = 0
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.stderr.on('data', (chunk) => {
      err += chunk
    })
    const sampling = setInterval(() => {
      mb = Math.max(mb, heldBytes(child.pid) / 1e6)
    }, 25)
    child.on('close', () => {
      clearInterval(sampling)
      const seconds = (performance.now() - since) / 1000
      try {
        resolve({ seconds, mb, findings: countOf(JSON.parse(out)) })
      } catch {
        reject(new Error(`${script} printed no report:\n${err || out.slice(0, 2000)}`))
      }
    })
  })
}

const cli = join(repository, 'cli', 'dist', 'main.js')
const knip = join(repository, 'node_modules', 'knip', 'bin', 'knip.js')
const ours = (...more) => ['dead-code', '--json', ...more]
const bench = new Benchmark('dead-code')

for (const count of sizes) {
  const root = mkdtempSync(join(tmpdir(), 'duckshift-bench-'))
  try {
    generate(root, count)
    const values = await bench.measure(
      `${count.toLocaleString('en')} files`,
      {
        'duckshift, with types': () => run(root, cli, ours(), ({ findings }) => findings.length),
        'duckshift, --no-types': () => run(root, cli, ours('--no-types'), ({ findings }) => findings.length),
        knip: () =>
          run(root, knip, ['--reporter', 'json', '--no-exit-code', '--no-progress'], ({ issues }) =>
            issues.reduce(
              (sum, issue) =>
                sum +
                Object.values(issue).reduce((own, list) => own + (Array.isArray(list) ? list.length : 0), 0),
              0,
            ),
          ),
      },
      { rounds },
    )
    const { seconds, mb } = values.knip
    const plain = values['duckshift, --no-types']
    const typed = values['duckshift, with types']
    bench.goal(`${count}: time without types over knip`, plain.seconds, seconds, { atMost: 1.25 })
    bench.goal(`${count}: memory without types over knip`, plain.mb, mb, { atMost: 1.25 })
    bench.goal(`${count}: time with types over knip`, typed.seconds, seconds, { atMost: 2 })
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
bench.finish()
