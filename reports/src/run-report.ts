import type { Change, Plan, Refusal, Rehearsal } from '@duckshift/codemods/model'

/** `run --json`: what a phase would change, and what it leaves alone. */
export interface RunReport {
  readonly version: 1
  readonly phase: number
  readonly plan: string
  readonly changes: readonly Change[]
  readonly refusals: readonly Pick<Refusal, 'usage' | 'id' | 'message' | 'help' | 'place' | 'detail'>[]
  readonly rehearsal: Rehearsal
}

export function runReport(plan: Plan): RunReport {
  return {
    version: 1,
    phase: plan.phase,
    plan: plan.id,
    changes: plan.changes,
    refusals: plan.refusals.map(({ usage, id, message, help, place, detail }) => ({
      usage,
      id,
      message,
      help,
      place,
      ...(detail !== undefined && { detail }),
    })),
    rehearsal: plan.rehearsal,
  }
}

/** How many usages keep statements of their own, and how many all of their code. Undefined where none does. */
export function keptSentence(changes: readonly Change[]): string | undefined {
  const amount = (idsOf: (change: Change) => readonly string[] | undefined) =>
    new Set(changes.flatMap((change) => idsOf(change) ?? [])).size
  const keepsSql = amount((change) => change.keepsSql)
  const served = amount((change) => change.served)
  const parts = [
    ...(keepsSql > 0 ? [`${keepsSql} with SQL of their own still, which something injected sends`] : []),
    ...(served > 0 ? [`${served} on the runtime with the code as it is`] : []),
  ]
  return parts.length > 0 ? `Usages: ${parts.join('; ')}.` : undefined
}

export interface ChangeGroup {
  readonly codemod: string
  readonly changes: readonly Change[]
}

/** Changes by codemod, in the order the codemods first appear. */
export function groupByCodemod(changes: readonly Change[]): ChangeGroup[] {
  const groups = new Map<string, Change[]>()
  for (const change of changes) groups.set(change.codemod, [...(groups.get(change.codemod) ?? []), change])
  return [...groups].map(([codemod, own]) => ({ codemod, changes: own }))
}

export interface RefusalGroup {
  readonly id: string
  readonly message: string
  readonly help: string
  readonly refusals: readonly Pick<Refusal, 'place' | 'detail' | 'usage'>[]
}

export function groupRefusals(refusals: RunReport['refusals']): RefusalGroup[] {
  const groups = new Map<string, RunReport['refusals'][number][]>()
  for (const refusal of refusals) groups.set(refusal.id, [...(groups.get(refusal.id) ?? []), refusal])
  return [...groups].map(([id, own]) => ({ id, message: own[0]!.message, help: own[0]!.help, refusals: own }))
}
