import { addItem, createItems, findItem, listItems } from './items.js'

import { inject } from '@duckshift/runtime'
import { database } from './database.js'

await createItems()
await addItem(1, 'a')
await addItem(2, 'b')
console.log(await findItem(2))
console.log(await listItems())
await inject(database).close()
