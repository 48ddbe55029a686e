/**
 * The endpoints of fixtures/modelhub that asked or wrote once per turn of a loop, before and after phases 1 to 3: the
 * legacy application on its singleton against the migrated one, both behind HTTP, taking turns. Their answers must be
 * equal. `npm run bench:queries`, with `--json` or `--check`.
 */
import { fork, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { applyPlan, loadConfig, planPhase } from '../../codemods/dist/index.js'
import { Benchmark, timed } from './support/bench.mjs'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'duckshift-queries-')))
const isText = !process.argv.includes('--json')
const children = []

function copy(name) {
  const root = join(folder, name)
  cpSync(join(repository, 'fixtures', 'modelhub'), root, {
    recursive: true,
    filter: (path) => !path.includes('node_modules'),
  })
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
  return root
}

function build(root) {
  const tsc = join(repository, 'node_modules', 'typescript', 'bin', 'tsc')
  const options = ['--noEmit', 'false', '--outDir', 'dist', '--rootDir', '.']
  const result = spawnSync(process.execPath, [tsc, '-p', root, ...options], { cwd: root, encoding: 'utf8' })
  if (result.status !== 0) throw new Error(result.stdout)
  cpSync(join(root, 'schema.sql'), join(root, 'dist', 'schema.sql'))
}

function serve(name, root) {
  const child = fork(
    join(repository, 'test', 'bench', 'support', 'serve-modelhub.mjs'),
    [join(root, 'dist')],
    {
      cwd: root,
      env: { ...process.env, MODELHUB_DB: join(folder, `${name}.duckdb`) },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  )
  children.push(child)
  return new Promise((resolve, reject) => {
    child.once('message', ({ port }) => resolve(`http://127.0.0.1:${port}`))
    child.once('exit', (code) => reject(new Error(`${name} ended with code ${code}`)))
  })
}

async function migrate(root) {
  const config = await loadConfig(root)
  let places = { before: 0, migrated: 0, refused: {} }
  for (const phase of [1, 2, 3]) {
    const plan = await planPhase({ root, config, phase })
    applyPlan(root, plan)
    if (phase < 3) continue
    const inLoops = ({ codemod }) => codemod === 'batch-reads' || codemod === 'batch-writes'
    const migrated = plan.changes.filter(inLoops).length
    const refused = {}
    for (const { id } of plan.refusals.filter(inLoops)) refused[id] = (refused[id] ?? 0) + 1
    const left = Object.values(refused).reduce((sum, count) => sum + count, 0)
    places = { before: migrated + left, migrated, refused }
  }
  return places
}

const items = (count, make) => Array.from({ length: count }, (_, index) => make(index))
let turn = 0
const endpoints = [
  { title: 'GET /models-with-tags (400 models)', path: () => '/models-with-tags' },
  { title: 'GET /reports/teams (40 teams)', path: () => '/reports/teams' },
  { title: 'GET /reports/experiments/m1 (60 experiments)', path: () => '/reports/experiments/m1' },
  {
    title: 'POST /models/m1/tags (40 tags)',
    method: 'POST',
    path: () => '/models/m1/tags',
    body: (round) => ({ tags: items(40, (index) => `new ${round} ${index}`) }),
  },
  {
    title: 'POST /experiments/e1/metrics (60 metrics)',
    method: 'POST',
    path: () => '/experiments/e1/metrics',
    body: (round) =>
      items(60, (index) => ({ name: 'accuracy', step: round * 100 + index, value: index / 3 })),
  },
  {
    title: 'PUT /models/m1/config (40 settings)',
    method: 'PUT',
    path: () => '/models/m1/config',
    body: (round) => Object.fromEntries(items(40, (index) => [`key ${index}`, `${round}`])),
  },
]

async function call(base, { method = 'GET', path, body }, round) {
  const response = await fetch(base + path(), {
    method,
    headers: { 'x-actor': 'bench' },
    ...(body && { body: JSON.stringify(body(round)) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path()}: ${response.status} ${text}`)
  return text
}

try {
  const [legacy, migrated] = [copy('legacy'), copy('migrated')]
  const places = await migrate(migrated)
  if (isText) {
    const refused = Object.entries(places.refused).map(([id, count]) => `${id} ${count}`)
    console.log(
      `Queries in loops: ${places.before} before, ${places.before - places.migrated} after; left alone: ${refused.join(', ')}`,
    )
  }
  build(legacy)
  build(migrated)
  const before = await serve('legacy', legacy)
  const after = await serve('migrated', migrated)
  const bench = new Benchmark('queries')
  for (const endpoint of endpoints) {
    const answers = { legacy: [], migrated: [] }
    const rounds = { legacy: 0, migrated: 0 }
    const peer = (name, base) => async () => {
      rounds[name] += 1
      const round = turn * 1000 + rounds[name]
      let text
      const ms = await timed(async () => {
        text = await call(base, endpoint, round)
      })
      answers[name].push(text)
      return { ms }
    }
    turn += 1
    const values = await bench.measure(endpoint.title, {
      legacy: peer('legacy', before),
      migrated: peer('migrated', after),
    })
    if (JSON.stringify(answers.legacy) !== JSON.stringify(answers.migrated))
      throw new Error(`${endpoint.title}: the answers differ`)
    bench.goal(`${endpoint.title}, time against before`, values.migrated.ms, values.legacy.ms, {
      atMost: 0.5,
    })
  }
  bench.finish()
} finally {
  for (const child of children) {
    child.removeAllListeners('exit')
    if (child.connected) child.disconnect()
  }
  rmSync(folder, { recursive: true, force: true })
}
