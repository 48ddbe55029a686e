import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { applyPlan } from '../apply/apply-plan.js'
import { savePlan } from '../apply/plan-store.js'
import type { Config } from '../config/config.js'
import type { Plan, Refusal } from '../model.js'
import { planPhase } from '../plan/plan-phase.js'
import { syntaxProblem } from '../survey/source-file.js'
import { openOracle } from '../symbols/open-oracle.js'
import { TypescriptServers } from '../symbols/typescript-servers.js'

/** Path relative to the project, and content. */
export type Files = Readonly<Record<string, string>>

export interface CodemodCase {
  readonly before: Files
  /** The project around the case: client, schema, tsconfig. Its files may change without being named in `after`. */
  readonly base?: Files
  readonly phase: number
  /** Phases applied before the one under test. */
  readonly after?: readonly number[]
  readonly only?: readonly string[]
  readonly config?: Config
  /** Linked into the project, so that it type-checks. */
  readonly nodeModules: string
}

export interface CodemodCaseOutcome {
  readonly plan: Plan
  /** What the phase changed or created, base files included. */
  readonly changed: Files
  readonly deleted: readonly string[]
  readonly refusals: readonly Refusal[]
  /** Files of the result that do not parse, with the reason. */
  readonly unparsable: readonly string[]
  /** Changes that a second run would make; a sound codemod leaves none. */
  readonly secondRun: readonly string[]
  /** Type errors of the project after the run; not asked for where nothing changed. */
  readonly typeErrors: readonly string[]
  /** The project after the run; removed by `dispose`. */
  readonly root: string
  readonly dispose: () => void
}

/** One case after the other: what TypeScript knows of the libraries stays. */
const servers = new TypescriptServers(1)

/** Runs one phase on a temporary project: plan, rehearse, apply, parse, type-check, plan again. */
export async function runCodemodCase(given: CodemodCase): Promise<CodemodCaseOutcome> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'duckshift-case-')))
  const dispose = () => rmSync(root, { recursive: true, force: true })
  try {
    symlinkSync(given.nodeModules, join(root, 'node_modules'))
    write(root, { ...given.base, ...given.before })
    const config = given.config ?? {}
    const plan = () =>
      planPhase({ root, config, servers, phase: given.phase, ...(given.only && { only: given.only }) })
    for (const phase of given.after ?? []) {
      const earlier = await planPhase({ root, config, servers, phase })
      savePlan(root, earlier)
      applyPlan(root, earlier)
    }
    const before = filesUnder(root)
    const planned = await plan()
    applyPlan(root, planned)
    const result = filesUnder(root)
    const changed = Object.fromEntries(Object.entries(result).filter(([path, text]) => before[path] !== text))
    // A plan that changed nothing would be made once more from the same files.
    const again = planned.changes.length > 0 ? await plan() : planned
    return {
      plan: planned,
      changed,
      deleted: Object.keys(before).filter((path) => !(path in result)),
      refusals: planned.refusals,
      unparsable: Object.entries(changed).flatMap(([path, text]) => parseProblem(path, text)),
      typeErrors: planned.changes.length > 0 ? typeErrors(root, config, Object.keys(result)) : [],
      secondRun: again.changes.map((change) => `${change.codemod}: ${change.reason}`),
      root,
      dispose,
    }
  } catch (error) {
    dispose()
    throw error
  }
}

/** A folder's files as text; the case folders' reader. */
export function filesUnder(folder: string): Record<string, string> {
  const files: Record<string, string> = {}
  const visit = (path: string) => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const name = path ? `${path}/${entry.name}` : entry.name
      if (name === 'node_modules' || name === '.duckshift') continue
      if (entry.isDirectory()) visit(name)
      else if (entry.isFile()) files[name] = readFileSync(join(folder, name), 'utf8')
    }
  }
  if (existsSync(folder)) visit('')
  return files
}

function write(root: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

function parseProblem(path: string, text: string): string[] {
  const problem = /\.[cm]?[jt]sx?$/.test(path) ? syntaxProblem(path, text) : undefined
  return problem === undefined ? [] : [`${path}: ${problem}`]
}

/** What TypeScript says of the files on the disk, whatever the plan was checked against. */
function typeErrors(root: string, config: Config, files: readonly string[]): string[] {
  const tsconfig = config.tsconfig ?? (existsSync(join(root, 'tsconfig.json')) ? 'tsconfig.json' : undefined)
  const oracle = openOracle({ root, tsconfig, concerns: files, servers })
  try {
    const found = oracle.diagnostics(files.filter((path) => /\.[cm]?[jt]sx?$/.test(path)))
    return [
      ...oracle.configurationProblems,
      ...found.map(
        ({ file, line, column, code, message }) => `${file}:${line}:${column} TS${code}: ${message}`,
      ),
    ]
  } finally {
    oracle.close()
  }
}
