import { Database } from '@duckshift/runtime'

const path = process.env.ITEMS_DB ?? 'items.duckdb'
const candidate = await Database.open(path)

export const items = candidate
