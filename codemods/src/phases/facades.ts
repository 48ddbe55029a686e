import { hidesDatabase } from '../model.js'
import type { DatabaseToken, Planning } from '../plan/planning.js'
import { type Facade, facadeAccessor } from './1-foundation/facade-accessor/facade-accessor.js'

/** The facades that phase 1 has put in place, by accessor, and the token that repositories are given. */
export function facadesOf(planning: Planning): {
  readonly facades: ReadonlyMap<string, Facade>
  readonly database: DatabaseToken | undefined
} {
  const facades = new Map<string, Facade>()
  for (const accessor of planning.survey.accessors) {
    if (!hidesDatabase(accessor)) continue
    const { facade, candidates } = facadeAccessor(planning, accessor)
    if (facade && candidates.length === 0) facades.set(accessor.id, facade)
  }
  const facade = [...facades.values()].find((each) => each.driver?.handsOut !== 'other')
  return { facades, database: facade && { module: facade.databaseModule, token: facade.token } }
}
