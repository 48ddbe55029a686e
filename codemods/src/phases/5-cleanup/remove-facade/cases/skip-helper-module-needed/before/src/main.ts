import { addItem, createItems, findItem, listItems } from './items.js'

import { close, ping } from './db.js'

await createItems()
await addItem(1, 'a')
await addItem(2, 'b')
console.log(await findItem(2))
console.log(await listItems())
console.log(await ping())
await close()
