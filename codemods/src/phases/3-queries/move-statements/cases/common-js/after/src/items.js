'use strict'
const { inject } = require('@duckshift/runtime')
const { ItemsRepository } = require('./repositories/items-repository')

async function names() {
  const rows = await inject(ItemsRepository).listName()
  return rows.map((row) => row.name)
}

class Items {
  async find(id) {
    const [row] = await inject(ItemsRepository).findIdAndNameById(id)
    return row
  }

  rename(id, name) {
    return inject(ItemsRepository).updateNameById(name, id)
  }
}

module.exports = { names, Items }
