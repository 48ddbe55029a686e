import { breaker, guard } from '@duckshift/runtime/resilience'

// One circuit breaker for each system that is called, and its policy: when half of at least ten calls within ten
// seconds fail, it opens for five seconds. The calls have the time-outs that they had.
breaker('api.weather.example', { timeoutMs: false })
breaker('hooks', { timeoutMs: false })
breaker('pds-bridge', { timeoutMs: false })
breaker('prices', { timeoutMs: false })
breaker('rates', { timeoutMs: false })

export { guard }
