const { createItems, addItem, listItems } = require('./items')
const { close } = require('./db')

async function main() {
  await createItems()
  await addItem(1, 'a')
  await addItem(2, 'b')
  console.log(await listItems())
  await close()
  console.log(await listItems())
  await close()
}

main()
