import type { Place } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { Candidate, RefusalDraft } from '../../../plan/proposal.js'
import { driverImporters, firstOpening, oldDrivers } from '../../../survey/driver-openings.js'
import { isTestFile } from '../../../survey/project-files.js'

const missing = 'facade-missing'
const deprecated = 'driver-deprecated'
const most = 3

/**
 * Says of what is left for want of a facade where that facade was refused; where none was asked for, because no
 * accessor shares the database, where it is opened.
 */
export function withFacadePlaces(
  planning: Planning,
  candidates: readonly Candidate[],
  refusals: readonly RefusalDraft[],
): RefusalDraft[] {
  if (!refusals.some(({ id }) => id === missing)) return [...refusals]
  const { usages, accessors } = planning.survey
  const facades = refusals.filter(({ codemod }) => codemod === 'facade-accessor')
  const accessorOf = new Map(usages.map((usage) => [usage.id, usage.accessor]))
  const byId = new Map(accessors.map((accessor) => [accessor.id, accessor]))
  const refusedFor = (usage: string): readonly RefusalDraft[] => {
    let id = accessorOf.get(usage)
    while (id !== undefined) {
      const own = facades.filter((refusal) => refusal.usage === id)
      if (own.length > 0) return own
      id = byId.get(id)?.wraps
    }
    return facades
  }
  let opened: string[] | undefined
  return refusals.map((refusal) => {
    if (refusal.id !== missing || refusal.detail !== undefined) return refusal
    const places = refusedFor(refusal.usage).map(({ id, place }) => `${id} at ${shown(place)}`)
    opened ??= openings(planning, candidates)
    const detail = [...new Set(places.length > 0 ? places : opened)].slice(0, most).join(', ')
    const { id } =
      places.length === 0 && isOfOldDriver(accessorOf.get(refusal.usage)) ? { id: deprecated } : refusal
    return detail === '' ? refusal : { ...refusal, id, detail }
  })
}

/** True for what is handed a database or connection of the deprecated driver, by its type: `duckdb#Database`. */
function isOfOldDriver(client: string | undefined): boolean {
  return client !== undefined && oldDrivers.includes(client.slice(0, client.lastIndexOf('#')))
}

/** Where the driver itself goes on opening databases. */
function openings({ survey: { project } }: Planning, candidates: readonly Candidate[]): string[] {
  const moved = candidates.flatMap(({ alternatives }) => alternatives[0]?.files.map(({ path }) => path) ?? [])
  return driverImporters(project).flatMap((path) => {
    const file = moved.includes(path) || isTestFile(path) ? undefined : project.source(path)
    const opening = file && firstOpening(project, file)
    return opening ? [`opened at ${shown(file.place(opening))}`] : []
  })
}

function shown({ file, line }: Place): string {
  return `${file}:${line}`
}
