'use strict'
const { inject } = require('@duckshift/runtime')
const { repositoryOn } = require('@duckshift/runtime/compat/neo')
const { connectionAccessor } = require('./database')
const { ItemsRepository } = require('./repositories/items-repository')

/** What a test puts in the accessor's place has the methods that are called today. */
exports.add = async (id) => {
  const connection = await inject(connectionAccessor)()
  await repositoryOn(ItemsRepository, connection).insert(id)
}
