import { getClient } from './db.js'
import { names } from './items.js'

export const check = async () => (await names(getClient())).length === 0
