'use strict'
const { inject } = require('@duckshift/runtime')
const { ItemsRepository } = require('./repositories/items-repository')

exports.names = async () => {
  const rows = await inject(ItemsRepository).listName()
  return rows.map((row) => row.name)
}

exports.rename = async (id, name) => {
  await inject(ItemsRepository).updateNameById(name, id)
}
