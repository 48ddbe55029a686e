import type { CodemodTable } from '../in-turn.js'
import { holdConnection } from './hold-connection/hold-connection.js'
import { removeAccessor } from './remove-accessor/remove-accessor.js'
import { removeDeadCode } from './remove-dead-code/remove-dead-code.js'
import { removeDuplicates } from './remove-duplicates/remove-duplicates.js'
import { removeFacade } from './remove-facade/remove-facade.js'
import { removeFlagDefinitions } from './remove-flag/flag-definitions.js'
import { removeFlag } from './remove-flag/remove-flag.js'

/** Phase 5: what only the legacy client kept alive is gone. */
export const cleanupCodemods: CodemodTable = {
  'hold-connection': holdConnection,
  'remove-flag': removeFlag,
  'remove-duplicates': removeDuplicates,
}

/** Steps on the project as those before them leave it. */
export const leftoverCodemods: readonly CodemodTable[] = [
  { 'remove-facade': removeFacade, 'remove-flag': removeFlagDefinitions },
  { 'remove-accessor': removeAccessor, 'remove-dead-code': removeDeadCode },
]
