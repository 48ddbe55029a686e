'use strict'
const { DuckDBInstance } = require('@duckdb/node-api')

let opened

exports.getConnection = () => {
  opened ??= DuckDBInstance.create('items.duckdb').then((instance) => instance.connect())
  return opened
}
