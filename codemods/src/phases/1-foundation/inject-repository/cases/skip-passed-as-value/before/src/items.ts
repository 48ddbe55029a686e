import { getClient } from './db.js'

export const providers = [getClient]
