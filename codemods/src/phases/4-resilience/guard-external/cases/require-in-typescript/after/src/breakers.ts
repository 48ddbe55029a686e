import { breaker, guard } from '@duckshift/runtime/resilience'

// One circuit breaker for each system that is called, and its policy: when half of at least ten calls within ten
// seconds fail, it opens for five seconds. The calls have the time-outs that they had.
breaker('words.example.com', { timeoutMs: false })

export { guard }
