export {
  Breaker,
  type BreakerOptions,
  type BreakerState,
  type BreakerStats,
  type CallOptions,
  isDependencyFailure,
} from './breaker.js'
export { breaker, breakers, guard } from './breakers.js'
export { Bulkhead, type BulkheadOptions } from './bulkhead.js'
export type { DatabaseRetryOptions } from './database-guard.js'
export { deadlineSignal, remainingMs, withDeadline, withoutDeadline } from './deadline.js'
export {
  ErrorBoundary,
  type ErrorBoundaryOptions,
  errorFields,
  type Logger,
  type TypedError,
  toTypedError,
} from './error-boundary.js'
export {
  BreakerOpenError,
  CallTimeoutError,
  DeadlineError,
  isRetryable,
  OperationError,
  OverloadedError,
  ResilienceError,
  type ResilienceErrorCode,
} from './resilience-errors.js'
export { type RetryPolicy, retry } from './retry.js'
export { RetryBudget, type RetryBudgetOptions } from './retry-budget.js'
