import { documentGenerators, planPhase } from '@duckshift/codemods'
import type { GateCheck } from '@duckshift/reports'
import type { Session } from '../session.js'

/** Every generated document says what the code says, and nobody wrote into one. */
export async function checkDocuments({ root, config }: Pick<Session, 'root' | 'config'>): Promise<GateCheck> {
  const startedAt = performance.now()
  const plan = await planPhase({ root, config, phase: 6, only: documentGenerators })
  const outdated = plan.changes.map(({ reason }) => reason)
  const edited = plan.refusals.map(({ place, message }) => `${place.file}:${place.line} ${message}`)
  const reasons = [...outdated, ...edited]
  const total = documentGenerators.length
  return {
    id: 'documents',
    title: 'Generated documents',
    goal: 'every one current',
    outcome: reasons.length === 0 ? 'pass' : 'short',
    figure: `${total - reasons.length} of ${total} current`,
    ...(reasons.length > 0 && { reason: `${reasons.join('\n')}\nWrite them with: duckshift docs` }),
    elapsedMs: performance.now() - startedAt,
    measures: { documents: total, outdated: outdated.length, edited: edited.length },
  }
}
