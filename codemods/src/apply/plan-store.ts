import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { DuckshiftError } from '../duckshift-error.js'
import type { Plan } from '../model.js'
import { replaceFile } from './disk.js'
import { stateFolder } from './state-folder.js'

/** Stores a plan as `.duckshift/plans/<id>.json` and returns that path. */
export function savePlan(root: string, plan: Plan): string {
  const path = join(stateFolder(root, 'plans'), `${plan.id}.json`)
  replaceFile(path, Buffer.from(`${JSON.stringify(plan, null, 2)}\n`))
  return path
}

/** Loads a plan by id or path. Throws DuckshiftError (`no-such-plan`, `corrupt-plan`). */
export function loadPlan(root: string, plan: string): Plan {
  const path = /[/\\]|\.json$/.test(plan)
    ? isAbsolute(plan)
      ? plan
      : resolve(root, plan)
    : join(root, '.duckshift', 'plans', `${plan}.json`)
  if (!existsSync(path)) {
    const known = planIds(root)
    throw new DuckshiftError(`There is no plan "${plan}".`, {
      code: 'no-such-plan',
      exitCode: 2,
      help: known.length
        ? `Stored plans: ${known.slice(-5).join(', ')}.`
        : 'Make one with "duckshift run 1"; it stores its plan and prints the id.',
    })
  }
  try {
    const loaded = JSON.parse(readFileSync(path, 'utf8')) as Plan
    if (loaded.version !== 1 || !Array.isArray(loaded.files)) throw new Error('it is not a plan of version 1')
    return loaded
  } catch (cause) {
    throw new DuckshiftError(`The plan ${path} cannot be read.`, {
      code: 'corrupt-plan',
      exitCode: 2,
      help: 'Make it again with "duckshift run".',
      cause,
    })
  }
}

export function planIds(root: string): string[] {
  const folder = join(root, '.duckshift', 'plans')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -5))
    .sort()
}
