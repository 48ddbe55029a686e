import { createToken, type Database } from '@duckshift/runtime'

export const database = createToken<Database>('database')
