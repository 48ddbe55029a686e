import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
// Prettier's process is JavaScript: it runs from what is built.
import { ProjectFormatting } from '../../codemods/dist/formatting/project-formatting.js'
import { copyOfModelhub, duckshift, project, repository, temporaryFolder } from '../support/project.js'

const biome = join(repository, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
const phases = join(repository, 'codemods', 'src', 'phases')
const biomeJson = JSON.stringify({
  linter: { enabled: false },
  formatter: { indentStyle: 'space' },
  javascript: { formatter: { quoteStyle: 'single', semicolons: 'asNeeded' } },
})

function biomeCheck(root: string, ...args: string[]) {
  return spawnSync(process.execPath, [biome, 'check', ...args], { cwd: root, encoding: 'utf8' })
}

describe('the formatter of a project', () => {
  const root = project({ 'biome.json': biomeJson })
  const formatted = async (...files: { path: string; before?: string; text: string }[]) =>
    Object.fromEntries(await new ProjectFormatting(root).format(files))

  it('writes what is new in files that it wrote before, and in new ones', async () => {
    expect(
      await formatted(
        { path: 'src/a.ts', before: 'call(one)\n', text: 'call( one,two )\n' },
        { path: 'src/as-it-was.ts', before: 'call( one )\n', text: 'call( one,two )\n' },
        { path: 'src/as-it-should.ts', before: 'call(one)\n', text: 'call(one, two)\n' },
        { path: 'src/new.ts', text: 'call( one,two )\n' },
      ),
    ).toEqual({ 'src/a.ts': 'call(one, two)\n', 'src/new.ts': 'call(one, two)\n' })
  })

  it('puts imports in order where they were', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) =>
      `import './x'\nimport { ${name} } from './${name}'\n`.slice(13),
    )
    const rest = '\nuse(a, b, c)\n'
    expect(
      await formatted(
        { path: 'ordered.ts', before: `${a}${c}${rest}`, text: `${a}${c}${b}${rest}` },
        { path: 'unordered.ts', before: `${c}${a}${rest}`, text: `${c}${a}${b}\nuse( a,b,c )\n` },
      ),
    ).toEqual({ 'ordered.ts': `${a}${b}${c}${rest}`, 'unordered.ts': `${c}${a}${b}${rest}` })
  })

  it('leaves new files alone where most of those before were not as it writes', async () => {
    expect(
      await formatted(
        { path: 'a.ts', before: 'call( one )\n', text: 'call( two )\n' },
        { path: 'new.ts', text: 'call( one )\n' },
      ),
    ).toEqual({})
  })

  it('leaves what it cannot read, and everything where it is not used', async () => {
    expect(await formatted({ path: 'a.ts', before: 'call(one)\n', text: 'call( \n' })).toEqual({})
    const plain = project({ 'package.json': '{}' })
    const text = { path: 'a.ts', before: 'call(one)\n', text: 'call( one )\n' }
    expect(await new ProjectFormatting(plain).format([text])).toEqual(new Map())
  })
})

/** A stand-in with Prettier's interface that squeezes blanks, and shows the options that it was given. */
const prettier = `
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
export const version = '3.0.0'
export async function resolveConfigFile(path) {
  for (let at = dirname(path); ; at = dirname(at)) {
    for (const name of ['.prettierrc', 'prettier.config.mjs'])
      if (existsSync(join(at, name))) return join(at, name)
    if (dirname(at) === at) return null
  }
}
export async function resolveConfig(path, { config }) {
  const file = config ?? (await resolveConfigFile(path))
  if (file === null) return null
  return file.endsWith('.mjs') ? (await import(file)).default : JSON.parse(readFileSync(file, 'utf8'))
}
export async function getFileInfo(path) {
  return { ignored: path.includes('ignored'), inferredParser: 'typescript' }
}
export async function format(text, { filepath, ...options }) {
  if (text.includes('forever')) for (;;);
  if (text.includes('end')) process.exit(1)
  const shown = text.includes('options') ? JSON.stringify(options) + '\\n' : ''
  return text.replace(/ +/g, ' ') + shown
}
`

function prettierProject(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder()
  const all = {
    ...files,
    'node_modules/prettier/package.json': '{ "name": "prettier", "type": "module", "exports": "./index.js" }',
    'node_modules/prettier/index.js': prettier,
  }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

describe('Prettier', () => {
  const formatted = async (
    files: Readonly<Record<string, string>>,
    texts: Readonly<Record<string, string>>,
    options = {},
  ) => {
    const root = prettierProject(files)
    const planned = Object.entries(texts).map(([path, text]) => ({ path, text }))
    return { root, texts: Object.fromEntries(await new ProjectFormatting(root, options).format(planned)) }
  }

  it('is used with a configuration, or as a dependency', async () => {
    const both = [{ '.prettierrc': '{}' }, { 'package.json': '{ "devDependencies": { "prettier": "^3" } }' }]
    for (const files of both)
      expect((await formatted(files, { 'a.ts': 'a  b' })).texts).toEqual({ 'a.ts': 'a b' })
    expect((await formatted({}, { 'a.ts': 'a  b' })).texts).toEqual({})
  })

  it('has its options as data: no plugin, no module is run', async () => {
    const data = { '.prettierrc': '{ "semi": false, "plugins": ["some-plugin"] }' }
    expect((await formatted(data, { 'a.ts': 'options' })).texts).toEqual({
      'a.ts': 'options{"semi":false}\n',
    })
    const literal = {
      'prettier.config.mjs':
        "export default { semi: false, overrides: [{ files: '*.test.ts', options: { semi: true } }] }",
    }
    expect((await formatted(literal, { 'a.ts': 'options', 'b/a.test.ts': 'options' })).texts).toEqual({
      'a.ts': 'options{"semi":false}\n',
      'b/a.test.ts': 'options{"semi":true}\n',
    })
    const shared = (text: string, name = 'index.js') => ({
      '.prettierrc': '"@us/style"',
      'node_modules/@us/style/package.json': JSON.stringify({ name: '@us/style', main: `./${name}` }),
      [`node_modules/@us/style/${name}`]: text,
    })
    const semiless = { 'a.ts': 'options{"semi":false}\n' }
    const written = [shared('module.exports = { semi: false }'), shared('{ "semi": false }', 'style.json')]
    for (const files of written)
      expect((await formatted(files, { 'a.ts': 'options' })).texts).toEqual(semiless)
    const computed = shared('module.exports = { semi: process.platform === "win32" }')
    expect((await formatted(computed, { 'a.ts': 'a  b' })).texts).toEqual({})
    const code = {
      'prettier.config.mjs': `import { writeFileSync } from 'node:fs'
        writeFileSync(new URL('./was-run', import.meta.url), '')
        export default { semi: Date.now() > 0, plugins: ['some-plugin'] }`,
    }
    const unread = await formatted(code, { 'a.ts': 'a  b' })
    expect(unread.texts).toEqual({})
    expect(existsSync(join(unread.root, 'was-run'))).toBe(false)
    const asked = await formatted(code, { 'a.ts': 'options' }, { runsConfiguration: true })
    expect(asked.texts).toEqual({ 'a.ts': 'options{"semi":true,"plugins":["some-plugin"]}\n' })
  })

  it('leaves what it is told to ignore', async () => {
    const { texts } = await formatted({ '.prettierrc': '{}' }, { 'ignored/a.ts': 'a  b', 'b.ts': 'a  b' })
    expect(texts).toEqual({ 'b.ts': 'a b' })
  })

  it('holds no plan up, and ends none', async () => {
    const files = { '.prettierrc': '{}' }
    const slow = { 'a.ts': 'a  b', 'b.ts': 'forever  ', 'c.ts': 'a  b' }
    expect((await formatted(files, slow, { patienceMs: 8_000 })).texts).toEqual({ 'a.ts': 'a b' })
    const broken = { 'a.ts': 'a  b', 'b.ts': 'end  ', 'c.ts': 'a  b' }
    expect((await formatted(files, broken)).texts).toEqual({ 'a.ts': 'a b' })
  })
})

const formattedCases = readdirSync(phases, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith(join('before', 'biome.json')))
  .map((path) => dirname(dirname(path)))

it.each(formattedCases)('%s is recorded as Biome checks it', (path) => {
  const root = temporaryFolder()
  for (const side of ['before', 'after']) {
    cpSync(join(phases, path, side), root, { recursive: true })
    const { status, stdout } = biomeCheck(root, '.')
    expect({ side, status, said: status === 0 ? '' : stdout }).toEqual({ side, status: 0, said: '' })
  }
})

it('every phase leaves a project that Biome formats as Biome checks it', () => {
  const root = copyOfModelhub()
  writeFileSync(join(root, 'biome.json'), biomeJson)
  const check = (...args: string[]) => biomeCheck(root, ...args, 'src', 'test', 'scripts', 'package.json')
  expect(check('--write').status).toBe(0)
  for (const phase of [1, 2, 3, 4, 5]) {
    const run = duckshift(root, 'run', String(phase), '--write', '--quiet')
    expect([phase, run.code, run.err]).toEqual([phase, 0, ''])
    const { status, stdout, stderr } = check()
    expect({ phase, status, said: status === 0 ? '' : stdout + stderr }).toEqual({
      phase,
      status: 0,
      said: '',
    })
  }
})
