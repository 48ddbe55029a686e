'use strict'
const { inject } = require('@duckshift/runtime')
const { ItemsRepository } = require('./repositories/items-repository')

exports.labels = async function labels() {
  return inject(ItemsRepository).listName()
}
