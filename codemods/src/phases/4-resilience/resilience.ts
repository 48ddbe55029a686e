import type { CodemodTable } from '../in-turn.js'
import { errorStatus } from './error-status/error-status.js'
import { guardExternal } from './guard-external/guard-external.js'
import { retryPolicy } from './retry-policy/retry-policy.js'
import { typedErrors } from './typed-errors/typed-errors.js'

/** Phase 4: failures are typed, retried where that is safe, and contained. */
export const resilienceCodemods: CodemodTable = {
  'typed-errors': typedErrors,
  'error-status': errorStatus,
  'guard-external': guardExternal,
  'retry-policy': retryPolicy,
}
