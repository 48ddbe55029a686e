import { getDb } from './db.js'
import { names } from './items.js'

await getDb() // fails here, and not later
console.log(await names())
await (await getDb()).close()
