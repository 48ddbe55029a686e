import { addItem, createItems, findItem, listItems } from './items.js'

import { close } from './db.js'

await createItems()
await addItem(1, 'a')
await addItem(2, 'b')
console.log(await findItem(2))
console.log(await listItems())
await close()
