const { inject } = require('@duckshift/runtime')
const { ItemsRepository } = require('./repositories/items-repository')

exports.names = () =>
  inject(ItemsRepository).listName()
