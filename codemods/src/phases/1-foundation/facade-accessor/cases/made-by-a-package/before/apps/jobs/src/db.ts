import { openStorage } from '@shop/storage'

export const { getDb, close } = openStorage('jobs.duckdb')
