import { Database, Rollout, rolloutDatabase } from '@duckshift/runtime'

const path = process.env.ITEMS_DB ?? 'items.duckdb'
const rollout = new Rollout({ flags: { 'pooled-items': '50%' } })
const legacy = await Database.open(path, { mode: 'singleton' })
const candidate = await Database.open(path)

export const items = rolloutDatabase({ legacy, candidate, rollout, flag: 'pooled-items' })
