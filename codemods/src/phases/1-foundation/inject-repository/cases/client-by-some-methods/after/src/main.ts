import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { applySchema, countItems } from './schema.js'

const client = inject(database)
await applySchema(client)
console.log(await countItems(client))
