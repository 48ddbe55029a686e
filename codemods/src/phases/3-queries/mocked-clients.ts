import type { Planning, Proposals } from '../../plan/planning.js'
import { DriverMocks } from '../1-foundation/facade-accessor/driver-mocks.js'
import type { Facade } from '../1-foundation/facade-accessor/facade-accessor.js'
import type { Codemod } from '../in-turn.js'
import type { QueryRefusal } from './refusals.js'

const reason: QueryRefusal = 'mocked-in-test'

/** A codemod that lets statements be where a test answers them itself, one by one: it would be asked another question. */
export function unlessMocked(name: string, codemod: Codemod): Codemod {
  return async (planning: Planning, facades: ReadonlyMap<string, Facade>): Promise<Proposals> => {
    const { candidates, refusals } = await codemod(planning, facades)
    const kept: Proposals['candidates'] = []
    const mocked = mockedFiles(planning)
    const drivers = DriverMocks.of(planning)
    for (const candidate of candidates) {
      const file = candidate.place.file
      const test = mocked.get(file) ?? drivers.reaching(file)
      if (test === undefined) kept.push(candidate)
      else
        refusals.push({
          usage: candidate.usages[0] ?? `${file}:${candidate.place.line}`,
          codemod: name,
          id: reason,
          place: candidate.place,
          detail: test,
        })
    }
    return { candidates: kept, refusals }
  }
}

const known = new WeakMap<Planning, ReadonlyMap<string, string>>()

/** Files that a test runs while it replaces the module of the client, with that test. */
function mockedFiles(planning: Planning): ReadonlyMap<string, string> {
  const found = known.get(planning)
  if (found) return found
  const files = new Map<string, string>()
  const { mocks, project } = planning.survey
  for (const { subject, file } of mocks) if (subject !== undefined) files.set(subject, file)
  for (const test of new Set(mocks.map(({ file }) => file)))
    for (const path of project.graph.importClosure([test])) if (!files.has(path)) files.set(path, test)
  known.set(planning, files)
  return files
}
