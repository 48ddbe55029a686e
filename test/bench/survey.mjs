// The survey against other tools on the same work: which places use getDuckDBClient, in projects of 1,000 and
// 10,000 files. The survey also follows aliases, re-exports, wrappers and fifteen other accessors, and is held to
// the labels that the generator writes: every usage, and nothing else.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Benchmark, median } from './support/bench.mjs'
import { generateProject } from './support/generate-project.mjs'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const tool = (path) => join(repository, 'node_modules', path)
const time = '/usr/bin/time'
if (!existsSync(time)) {
  console.error('This benchmark measures with GNU time, which is not installed: apt-get install time')
  process.exit(2)
}

const scratch = mkdtempSync(join(tmpdir(), 'duckshift-survey-'))
const figures = join(scratch, 'figures')
const transform = join(scratch, 'count.cjs')
const references = join(repository, 'test/bench/support/find-references.mjs')
writeFileSync(
  transform,
  `module.exports = (file, { jscodeshift }, { }) => {
  jscodeshift(file.source).find(jscodeshift.CallExpression, { callee: { name: 'getDuckDBClient' } }).size()
}
module.exports.parser = 'ts'
`,
)

/** Runs a command to its end: wall and CPU in milliseconds, peak resident memory of its largest process in MB. */
function measured(command, args, cwd) {
  const result = spawnSync(time, ['-f', '%e %U %S %M', '-o', figures, command, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (result.error) throw result.error
  const last = readFileSync(figures, 'utf8').trim().split('\n').at(-1)
  const [wall, user, system, kilobytes] = last.split(' ').map(Number)
  const figure = { wallMs: wall * 1000, cpuMs: (user + system) * 1000, peakMb: kilobytes / 1024 }
  return { figure, output: result.stdout }
}

function status(project) {
  return measured(process.execPath, [
    join(repository, 'cli/dist/main.js'),
    'status',
    '--json',
    '--cwd',
    project,
  ])
}

function cold(project) {
  rmSync(join(project, '.duckshift'), { recursive: true, force: true })
  return status(project)
}

/** Shares of the labels that were found, and of the findings that are labelled. */
function compared(labels, usages) {
  const count = (places) => {
    const counts = new Map()
    for (const { file, line } of places)
      counts.set(`${file}:${line}`, (counts.get(`${file}:${line}`) ?? 0) + 1)
    return counts
  }
  const wanted = count(labels)
  const found = count(usages)
  let right = 0
  for (const [place, times] of wanted) right += Math.min(times, found.get(place) ?? 0)
  return { recall: right / labels.length, precision: right / usages.length }
}

const benchmark = new Benchmark('survey')
try {
  for (const files of [1_000, 10_000]) {
    const project = join(scratch, `project-${files}`)
    const labels = generateProject(project, files)
    const { usages } = JSON.parse(cold(project).output)
    const { recall, precision } = compared(labels, usages)
    const fast = await benchmark.measure(
      `${files} files`,
      {
        'grep -rl': () =>
          measured('grep', ['-rl', '--include=*.ts', '--include=*.cjs', 'getDuckDBClient', project]).figure,
        'ast-grep': () =>
          measured(tool('.bin/ast-grep'), [
            'run',
            '-p',
            'getDuckDBClient($$$)',
            '-l',
            'ts',
            '--json=compact',
            project,
          ]).figure,
        'duckshift status, cold': () => cold(project).figure,
        'duckshift status, warm': () => status(project).figure,
      },
      { rounds: 5 },
    )
    const slow = await benchmark.measure(
      `${files} files, tools that parse every file`,
      {
        jscodeshift: () =>
          measured(tool('.bin/jscodeshift'), [
            '--dry',
            '--silent',
            '--extensions=ts',
            '-t',
            transform,
            project,
          ]).figure,
        'ts-morph findReferences': () => measured(process.execPath, [references, project]).figure,
      },
      { rounds: 1, warmUp: false },
    )
    const middle = (peer, figure) => [median((fast[peer] ?? slow[peer])[figure])]
    const ours = 'duckshift status, cold'
    benchmark.goal(`${files} files: recall against the labels`, [recall], [1], { atLeast: 1 })
    benchmark.goal(`${files} files: precision against the labels`, [precision], [1], { atLeast: 1 })
    if (files < 10_000) continue
    benchmark.goal('time, to ast-grep', middle(ours, 'wallMs'), middle('ast-grep', 'wallMs'), {
      atMost: 0.25,
    })
    benchmark.goal('time, to jscodeshift', middle(ours, 'wallMs'), middle('jscodeshift', 'wallMs'), {
      atMost: 1 / 40,
    })
    benchmark.goal('warm time, to cold', middle('duckshift status, warm', 'wallMs'), middle(ours, 'wallMs'), {
      atMost: 1 / 3,
    })
    benchmark.goal('peak memory, to 250 MB', middle(ours, 'peakMb'), [250], { atMost: 1 })
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
benchmark.finish()
