const { createItems, addItem, listItems } = require('./items')
const { inject } = require('@duckshift/runtime')
const { database } = require('./database')

async function main() {
  await createItems()
  await addItem(1, 'a')
  await addItem(2, 'b')
  console.log(await listItems())
  await inject(database).close()
  console.log(await listItems())
  await inject(database).close()
}

main()
