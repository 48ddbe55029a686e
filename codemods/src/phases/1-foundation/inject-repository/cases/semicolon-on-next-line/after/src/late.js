const path = require('path')
const { inject } = require('@duckshift/runtime')
const { ItemsRepository } = require('./repositories/items-repository')

async function names() {
  const items = inject(ItemsRepository)
  ;[path.sep].forEach(String)
  return items.findNameById(1)
}

module.exports = { names }
