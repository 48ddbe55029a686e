import { listRuns, loadPlan, planIds } from '../apply/index.js'
import type { Change, Plan, Refusal, Run, Shape } from '../model.js'

export interface AppliedRun {
  readonly run: Run
  readonly plan: Plan
}

/** The runs that are in force and whose plans are stored, the oldest first. */
export function appliedRuns(root: string): AppliedRun[] {
  const stored = new Set(planIds(root))
  return listRuns(root)
    .filter((run) => run.state === 'applied' && stored.has(run.plan))
    .map((run) => ({ run, plan: loadPlan(root, run.plan) }))
}

export interface Example {
  readonly codemod: string
  readonly reason: string
  readonly path: string
  readonly patch: string
}

/** The shortest change of each shape, from the project's own code. */
export function exampleByShape(runs: readonly AppliedRun[]): Map<Shape, Example> {
  const examples = new Map<Shape, Example>()
  for (const { plan } of runs) {
    const shapes = new Map(plan.usages.map((usage) => [usage.id, usage]))
    for (const change of plan.changes) {
      for (const id of change.usages) {
        const usage = shapes.get(id)
        const example = usage && exampleOf(change, usage.file)
        if (!example) continue
        const known = examples.get(usage.shape)
        if (!known || isBetter(example, known)) examples.set(usage.shape, example)
      }
    }
  }
  return examples
}

/** The shortest change of each codemod. */
export function exampleByCodemod(runs: readonly AppliedRun[]): Map<string, Example> {
  const examples = new Map<string, Example>()
  for (const change of runs.flatMap(({ plan }) => plan.changes)) {
    for (const { path } of change.files) {
      const example = exampleOf(change, path)
      const known = examples.get(change.codemod)
      if (example && (!known || isBetter(example, known))) examples.set(change.codemod, example)
    }
  }
  return examples
}

/** What the last plan of each phase left alone. */
export function refusalsLeft(runs: readonly AppliedRun[]): Refusal[] {
  const last = new Map(runs.map(({ plan }) => [plan.phase, plan]))
  return [...last.values()].flatMap((plan) => plan.refusals)
}

function exampleOf(change: Change, path: string): Example | undefined {
  const file = change.files.find((candidate) => candidate.path === path)
  // A patch without a line taken away shows no before.
  if (!file || !/^-(?!--)/m.test(file.patch)) return undefined
  return { codemod: change.codemod, reason: change.reason, path, patch: file.patch }
}

/** Short, with what has to be imported. */
function isBetter(a: Example, b: Example): boolean {
  if (showsImports(a) !== showsImports(b)) return showsImports(a)
  return a.patch.length < b.patch.length || (a.patch.length === b.patch.length && a.path < b.path)
}

function showsImports({ patch }: Example): boolean {
  return /^\+.*(\bimport\b|\brequire\()/m.test(patch)
}
