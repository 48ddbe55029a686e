'use strict'
const { getClient } = require('./db')

exports.nameOf = async function nameOf(id) {
  const rows = await getClient().query('SELECT name FROM items WHERE id = ?', [id])
  return rows[0]?.name
}

exports.isValid = async function isValid(sql) {
  try {
    await getClient().query(sql)
    return true
  } catch {
    return false
  }
}
