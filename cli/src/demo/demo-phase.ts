import { applyPlan, type PhaseNumber, type Plan, phaseNumbered, type Run } from '@duckshift/codemods'
import { groupRefusals, runReport } from '@duckshift/reports'
import { makePlan, writeHtmlReport } from '../commands/run.js'
import type { Session } from '../session.js'
import { testRun, typeCheck } from './application.js'
import { shortGate } from './phase-gate.js'

export interface PhaseOutcome {
  readonly plan: Plan
  readonly run: Run
  /** Path of the HTML report. */
  readonly report: string
}

/** Plans, rehearses and applies one phase, then asks the type checker, the application's tests and the gate. */
export async function demoPhase(
  session: Session,
  number: PhaseNumber,
  say: (text: string) => void,
): Promise<PhaseOutcome> {
  const { root } = session
  const startedAt = performance.now()
  const plan = await makePlan(session, String(number), [], {})
  const plannedMs = performance.now() - startedAt
  if (plan.rehearsal.outcome !== 'checked' || plan.rehearsal.newDiagnostics.length > 0)
    throw new Error('The rehearsal found new diagnostics, or could not check.')
  const report = writeHtmlReport(session, plan)
  say(
    `   planned      ${plan.changes.length} changes in ${plan.files.length} files, ${seconds(plannedMs)}; ${plan.rehearsal.checkedFiles} files type-checked, 0 new diagnostics`,
  )
  for (const [codemod, count] of countsOf(plan)) say(`                ${codemod} (${count})`)
  for (const group of groupRefusals(runReport(plan).refusals))
    say(`   left alone   ${group.id} (${group.refusals.length})  ${group.message}`)
  const run = applyPlan(root, plan)
  say(`   applied      run ${run.id}: ${run.files.length} files written`)
  say(`   types        ${typeCheck(root)}`)
  say(`   tests        ${testRun(root, { DUCKSHIFT_MODE: 'pool' })}`)
  for (const check of await shortGate(session, number)) {
    if (check.outcome === 'skipped') continue
    const short = check.outcome === 'short' ? `; short of its goal, ${check.goal}` : ''
    say(`   gate         ${check.title}: ${check.figure}${short}`)
  }
  const again = await makePlan(session, String(number), [], {})
  if (again.changes.length > 0)
    throw new Error(
      `A second run would change ${again.changes.length} things: phase ${number} is not idempotent.`,
    )
  say('   again        a second run plans nothing')
  return { plan, run, report }
}

export function headline(number: PhaseNumber): string {
  const phase = phaseNumbered(number)!
  return `Phase ${number}, ${phase.name}: ${phase.goal}`
}

function countsOf(plan: Plan): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { codemod } of plan.changes) counts.set(codemod, (counts.get(codemod) ?? 0) + 1)
  return counts
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
