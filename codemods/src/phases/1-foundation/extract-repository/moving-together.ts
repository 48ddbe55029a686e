import { isWithin } from '../../../survey/nodes.js'
import type { Extraction } from './extract-repository.js'

/**
 * Statements that share what puts them together move together, and it goes with the first of them; otherwise they stay.
 * What puts a statement together stays where it is until this has been asked.
 */
export function movingTogether(outcomes: readonly Extraction[]): Extraction[] {
  const calls = outcomes.flatMap((each) => ('methods' in each ? [each.site.touch.call] : []))
  const settled = outcomes.map((each) => {
    const shared = 'methods' in each ? (each.site.built?.shared ?? []) : []
    return shared.every((name) => calls.some((call) => isWithin(name, call)))
      ? each
      : { stays: 'what puts it together is needed beside it' }
  })
  // What stays may be what another one shares with.
  if (settled.some((each, index) => each !== outcomes[index])) return movingTogether(settled)
  const gone = new Set<number>()
  return settled.map((each) => {
    if (!('methods' in each) || !each.site.built) return each
    const { ranges, guards } = each.site.built
    const own = ranges.filter(({ start }) => !gone.has(start))
    const asked = guards.filter(({ start }) => !gone.has(start))
    for (const { start } of [...own, ...asked]) gone.add(start)
    const variables = [
      ...own.map((statement) => ({ statement, isWhole: true as const })),
      ...asked.map((statement) => ({ statement, ...statement })),
    ]
    return { ...each, site: { ...each.site, variables } }
  })
}
