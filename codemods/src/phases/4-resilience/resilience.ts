import type { CodemodTable } from '../in-turn.js'
import { retryPolicy } from './retry-policy/retry-policy.js'
import { typedErrors } from './typed-errors/typed-errors.js'

/** Phase 4: failures are typed, retried where that is safe, and contained. */
export const resilienceCodemods: CodemodTable = {
  'typed-errors': typedErrors,
  'retry-policy': retryPolicy,
}
