'use strict'
const items = require('./items')
const { shared } = require('./shared')

exports.main = async function main(sql, table) {
  const isValid = await items.isValid(sql)
  const rows = await shared.query(`SELECT * FROM ${table}`)
  return [isValid, rows.length, await items.nameOf(1)]
}
