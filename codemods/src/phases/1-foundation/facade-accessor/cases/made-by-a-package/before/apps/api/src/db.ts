import { openStorage } from '@shop/storage'

const storage = openStorage('orders.duckdb')

export const getDb = storage.getDb
