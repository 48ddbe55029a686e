import type { Usage } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { Candidate } from '../../../plan/proposal.js'
import type { ClientValue } from '../../../survey/client-value.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import { enclosingFunction } from '../../../survey/nodes.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'
import { injectAccessor } from './inject-accessor.js'
import { injectClientAccessor } from './inject-client-accessor.js'
import { facadeOfAccessor } from './inject-repository.js'

/** An accessor that is handed on instead of being called, `createService({ query })`: the injected one is handed on. */
export function proposePassedAccessor(
  planning: Planning,
  facades: ReadonlyMap<string, Facade>,
  usage: Usage,
): Candidate | undefined {
  const { project } = planning.survey
  const file = project.source(usage.file)
  const facade = facadeOfAccessor(planning, facades, usage.accessor)
  const reference = file?.identifierAt(usage.start)
  // While modules load, what the container would ask may not be there yet.
  if (!file || !facade || !reference || !enclosingFunction(reference)) return undefined
  if (usage.file === facade.accessor.module || usage.file === facade.opened) return undefined
  const binding = file.scopes.resolve(reference)
  if (!binding || importedBinding(project, file, binding)?.dynamic !== false) return undefined
  const value: ClientValue = {
    id: usage.id,
    usage: usage.id,
    file: usage.file,
    kind: 'inline',
    declaration: reference,
    origin: { type: 'accessor', accessor: usage.accessor, expression: reference, reference, awaited: false },
    touches: [],
    escapes: [],
  }
  const token = facade.driver?.accessorToken
  const proposal =
    facade.driver && !facade.driver.appended
      ? token && injectAccessor(planning, facade, token, file, value)
      : injectClientAccessor(planning, facade, value)
  return proposal
    ? { usages: [usage.id], place: usage, facade: facade.databaseModule, alternatives: [proposal] }
    : undefined
}
