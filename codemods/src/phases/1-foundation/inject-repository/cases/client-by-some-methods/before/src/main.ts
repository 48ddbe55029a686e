import { getClient } from './db.js'
import { applySchema, countItems } from './schema.js'

const client = getClient()
await applySchema(client)
console.log(await countItems(client))
