import { breaker, guard } from '@duckshift/runtime/resilience'

// One circuit breaker for each system that is called, and its policy: when half of at least ten calls within ten
// seconds fail, it opens for five seconds. The calls have the time-outs that they had.
breaker('api.github.com', { timeoutMs: false })
breaker('billing', { timeoutMs: false })
breaker('ip-lookup', { timeoutMs: false })
breaker('rates.example', { timeoutMs: false })
breaker('reports', { timeoutMs: false })

export { guard }
