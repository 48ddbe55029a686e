'use strict'
const { inject } = require('@duckshift/runtime')
const { database } = require('./database')
const { ItemsRepository } = require('./repositories/items-repository')

exports.nameOf = async function nameOf(id) {
  const rows = await inject(ItemsRepository).findNameById(id)
  return rows[0]?.name
}

exports.isValid = async function isValid(sql) {
  try {
    await inject(database).query(sql)
    return true
  } catch {
    return false
  }
}
