/**
 * One line per codemod: its cases, its refusals, and what it does to the usages of fixtures/modelhub when the phases
 * are applied one after the other. `npm run table`, with `--json` as data.
 */
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { applyPlan, loadConfig, phases, planPhase } from '../../codemods/dist/index.js'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const folders = (path) =>
  existsSync(path) ? readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory()) : []

/** Ids in the first column of the README's table of refusals. */
function refusalIds(readme) {
  const table = /## Refusals\n([\s\S]*?)(?=\n## |$)/.exec(readme)?.[1] ?? ''
  return [...table.matchAll(/^\|([^|]*`[^|]*)\|/gm)].flatMap(([, cell]) =>
    [...cell.matchAll(/`([a-z-]+)`/g)].map(([, id]) => id),
  )
}

function casesOf(folder) {
  const names = folders(join(folder, 'cases')).map((entry) => entry.name)
  return {
    change: names.filter((name) => !name.startsWith('skip-')).length,
    skip: names.filter((name) => name.startsWith('skip-')).length,
    runnable: names.filter((name) => existsSync(join(folder, 'cases', name, 'differential.ts'))).length,
  }
}

const root = realpathSync(mkdtempSync(join(tmpdir(), 'duckshift-table-')))
const rows = []
try {
  cpSync(join(repository, 'fixtures', 'modelhub'), root, {
    recursive: true,
    filter: (path) => !path.includes('node_modules'),
  })
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
  const config = {
    ...(await loadConfig(root)),
    swaps: [
      {
        from: 'src/repositories/model-config-repository.ts#ModelConfigRepository',
        to: 'src/repositories/optimized-model-config-repository.ts#OptimizedModelConfigRepository',
      },
    ],
  }
  for (const phase of phases.filter(({ number, codemods }) => number <= 4 && codemods.length > 0)) {
    const name = readdirSync(join(repository, 'codemods', 'src', 'phases')).find((entry) =>
      entry.startsWith(`${phase.number}-`),
    )
    const plan = await planPhase({ root, config, phase: phase.number })
    applyPlan(root, plan)
    for (const codemod of phase.codemods) {
      const folder = join(repository, 'codemods', 'src', 'phases', name, codemod)
      const ids = refusalIds(readFileSync(join(folder, 'README.md'), 'utf8'))
      const unknown = ids.filter((id) => !(id in phase.plan.refusals))
      if (unknown.length > 0) throw new Error(`${codemod}/README.md names no refusal: ${unknown.join(', ')}`)
      const own = (list) => list.filter((entry) => entry.codemod === codemod)
      const migrated = new Set(own(plan.changes).flatMap((change) => change.usages))
      rows.push({
        phase: phase.number,
        codemod,
        ...casesOf(folder),
        refusals: ids.length,
        migrated: migrated.size,
        refused: own(plan.refusals).length,
      })
    }
  }
} finally {
  rmSync(root, { recursive: true, force: true })
}

if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
else {
  const columns = ['phase', 'codemod', 'change', 'skip', 'runnable', 'refusals', 'migrated', 'refused']
  const width = (column) => Math.max(column.length, ...rows.map((row) => String(row[column]).length))
  const line = (row) =>
    columns
      .map((column) =>
        column === 'codemod'
          ? String(row[column]).padEnd(width(column))
          : String(row[column]).padStart(width(column)),
      )
      .join('  ')
  process.stdout.write(
    `Cases per codemod, and usages of fixtures/modelhub, phase after phase\n\n${line(Object.fromEntries(columns.map((c) => [c, c])))}\n${rows.map(line).join('\n')}\n`,
  )
}
