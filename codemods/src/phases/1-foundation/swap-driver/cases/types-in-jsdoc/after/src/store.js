'use strict'

const duckdb = require('@duckshift/runtime/compat/duckdb')

/** @type {import('@duckshift/runtime/compat/duckdb').Database | undefined} */
let db

module.exports.open = () => (db ??= new duckdb.Database(':memory:'))
