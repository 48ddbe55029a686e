import type { Moved, Plan, Usage } from '../model.js'
import { usageId } from '../survey/usage-id.js'

export interface MovedUsages {
  /** How each usage was moved, by an id that no usage has afterwards. */
  readonly moved: Readonly<Record<string, Moved>>
  /** The ids that usages have from now on, by the ones they had. */
  readonly renumbered: Readonly<Record<string, string>>
}

/**
 * What a plan moves, of what the survey counts: a package, a loop or a document that a change is about is no usage.
 * Ids number the usages of a place: where some of them go, those that stay move up, and the last numbers are free.
 */
export function movedUsages({ usages, changes }: Pick<Plan, 'usages' | 'changes'>): MovedUsages {
  const how = new Map(
    changes.flatMap((change) =>
      change.usages.map((usage): [string, Moved] => [
        usage,
        change.served?.includes(usage) ? 'served' : change.keepsSql?.includes(usage) ? 'keeps-sql' : 'moved',
      ]),
    ),
  )
  const moved: Record<string, Moved> = {}
  const renumbered: Record<string, string> = {}
  for (const place of byPlace(usages)) {
    const ids = numbersOf(place)
    const staying = ids.filter((id) => !how.has(id))
    const going = ids.filter((id) => how.has(id))
    for (const [index, id] of going.entries()) moved[ids[staying.length + index]!] = how.get(id)!
    for (const [index, id] of staying.entries()) if (ids[index] !== id) renumbered[id] = ids[index]!
  }
  return { moved, renumbered }
}

function byPlace(usages: readonly Usage[]): Iterable<readonly Usage[]> {
  const places = new Map<string, Usage[]>()
  for (const usage of usages) {
    const place = `${usage.file}\n${usage.within}\n${usage.accessor}`
    places.set(place, [...(places.get(place) ?? []), usage])
  }
  return places.values()
}

/** All ids of a place in the order of their numbers, also those between that are counted no more. */
function numbersOf(place: readonly Usage[]): string[] {
  const left = new Set(place.map(({ id }) => id))
  const ids: string[] = []
  while (left.size > 0 && ids.length < place.length + 1_000) {
    const id = usageId(place[0]!, ids.length)
    left.delete(id)
    ids.push(id)
  }
  return left.size === 0 ? ids : place.map(({ id }) => id)
}
