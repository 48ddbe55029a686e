export { Rollout, type RolloutOptions, rolloutKey, withRolloutKey } from './rollout.js'
export { type RolloutDatabaseOptions, rolloutDatabase } from './rollout-database.js'
export type { RolloutState } from './rollout-state.js'
