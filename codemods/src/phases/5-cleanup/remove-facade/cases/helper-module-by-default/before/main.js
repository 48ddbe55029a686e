const { addItem, listItems } = require('./items')

async function main() {
  await addItem(1, 'a')
  console.log(await listItems())
}

main()
