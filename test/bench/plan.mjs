// A typed plan with its diff against jscodeshift (no types) and ts-morph (types): 1,000 files, 120,000 lines, 7,500 call edits.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Benchmark, median } from './support/bench.mjs'
import { measuredProcess } from './support/measured-process.mjs'
import { generateProject } from './support/plan/generate-project.mjs'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const files = Number(process.env.PLAN_FILES ?? 1000)
const rounds = Number(process.env.PLAN_ROUNDS ?? 2)
const root = realpathSync(mkdtempSync(join(tmpdir(), 'duckshift-bench-')))
const calls = generateProject(root, repository, files)

const peer = (name) => async () => {
  const script = fileURLToPath(new URL(`./support/plan/${name}.mjs`, import.meta.url))
  const { out, figures } = await measuredProcess([script, root])
  const { changes } = JSON.parse(out)
  if (changes < calls) throw new Error(`${name} changed ${changes} of ${calls} calls.`)
  return figures
}

try {
  const bench = new Benchmark('plan')
  const peers = {
    duckshift: peer('duckshift'),
    jscodeshift: peer('jscodeshift'),
    'ts-morph': peer('ts-morph'),
  }
  const values = await bench.measure(`${files} files, ${calls} calls`, peers, {
    rounds,
    // Each run is a process of its own.
    warmUp: false,
  })
  const cpu = (name) => values[name]['cpu s']
  bench.goal("CPU of jscodeshift's", cpu('duckshift'), cpu('jscodeshift'), { atMost: 1 / 3 })
  bench.goal("CPU of ts-morph's", cpu('duckshift'), cpu('ts-morph'), { atMost: 1 / 10 })
  // Of all processes together: the type checker is one of its own.
  const memory = values.duckshift['peak MB']
  bench.goal('peak memory of all processes, MB', [median(memory)], [1], { atMost: 450 })
  bench.finish()
} finally {
  rmSync(root, { recursive: true, force: true })
}
