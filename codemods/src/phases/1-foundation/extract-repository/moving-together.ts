import { isWithin } from '../../../survey/nodes.js'
import type { Extracted } from './extract-repository.js'

export type Outcome = Extracted | { readonly stays: string }

/** Statements that share what puts them together move together, and it goes with the first of them; otherwise they stay. */
export function movingTogether(outcomes: readonly Outcome[]): Outcome[] {
  let settled = [...outcomes]
  for (
    let before: Outcome[] = [];
    before.length !== settled.length || before.some((each, at) => each !== settled[at]);
  ) {
    before = settled
    const calls = settled.flatMap((each) => ('methods' in each ? [each.site.touch.call] : []))
    settled = settled.map((each) => {
      const shared = 'methods' in each ? (each.site.built?.shared ?? []) : []
      return shared.every((name) => calls.some((call) => isWithin(name, call)))
        ? each
        : { stays: 'what puts it together is needed beside it' }
    })
  }
  const removed = new Set<number>()
  return settled.map((each) => {
    if (!('methods' in each) || !each.site.built) return each
    const variables = each.site.variables?.filter(({ statement }) => {
      const isFirst = !removed.has(statement.start)
      removed.add(statement.start)
      return isFirst
    })
    return { ...each, site: { ...each.site, ...(variables && { variables }) } }
  })
}
