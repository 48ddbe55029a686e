import type { Planning } from '../../../plan/planning.js'
import type { Candidate } from '../../../plan/proposal.js'
import { DriverReach, openingsIn } from '../../../survey/driver-openings.js'
import { isHandedConnection } from '../../../survey/served.js'
import { openingName } from './driver-facade.js'
import { openingEdits } from './driver-openings.js'
import type { Facade } from './facade-accessor.js'
import { dependencyEdits, FileEdits, raisedDriver } from './facade-files.js'
import { connectionsOf } from './shared-connection.js'

/**
 * Openings that no accessor shares, whose connections are handed to functions of the project: they open through the
 * runtime too, so that those functions run on one thing, whoever calls them.
 */
export function strayOpenings(planning: Planning, facades: ReadonlyMap<string, Facade>): Candidate[] {
  const { project, usages, values } = planning.survey
  const moved = new Set([...facades.values()].map(({ opened }) => opened))
  const strays = new DriverReach(project, moved).openers
  const byId = new Map(usages.map((usage) => [usage.id, usage]))
  const handed = values.filter((value) => {
    const usage = byId.get(value.usage)!
    return !usage.inTest && isHandedConnection(value, usage)
  })
  return strays.flatMap((path) => {
    const reach = new DriverReach(project, new Set([...moved, ...strays.filter((other) => other !== path)]))
    if (!planning.inScope(path)) return []
    if (!handed.some((value) => reach.includes(value.file))) return []
    return opened(planning, path) ?? []
  })
}

function opened(planning: Planning, path: string): Candidate | undefined {
  const file = planning.survey.project.source(path)
  const openings = file ? openingsIn(planning.survey.project, file) : []
  if (!file || openings.length === 0) return undefined
  const files = new FileEdits()
  for (const opening of openings) {
    const name = openingName(planning, file, opening)
    const edits = openingEdits(planning, file, opening, {
      connections: connectionsOf(planning.survey.project, file),
      name,
    })
    if (!edits) return undefined
    files.at(path).edits.push(...edits.edits)
    files.at(path).imports.push(...edits.imports)
    files.at(path).removed.push(...edits.removed)
  }
  for (const needed of dependencyEdits(planning, path)) files.at(needed.path).edits.push(needed.edit)
  return {
    usages: [],
    place: file.place(openings[0]!.call),
    foundation: 'facade-missing',
    facade: path,
    alternatives: [
      {
        codemod: 'facade-accessor',
        reason: `The database is opened by the runtime; the functions that are handed its connections stay as they are.${raisedDriver(planning, path)}`,
        files: files.proposals(),
      },
    ],
  }
}
