import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { names } from './items.js'

await inject(database).query('SELECT 1') // fails here, and not later
console.log(await names())
await inject(database).close()
