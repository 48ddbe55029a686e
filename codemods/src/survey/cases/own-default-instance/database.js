import { createToken } from '@duckshift/runtime'
import dbInstance from './db.js'

export const dbClient = createToken('dbClient', () => () => dbInstance)
