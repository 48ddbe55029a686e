import { breaker, guard } from '@duckshift/runtime'

// Ours.
breaker('prices', { timeoutMs: 2_000, minCalls: 20 })
breaker('rates.example', { timeoutMs: false })

export { guard }
