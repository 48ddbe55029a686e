'use strict'

const duckdb = require('duckdb')

/** @type {import('duckdb').Database | undefined} */
let db

module.exports.open = () => (db ??= new duckdb.Database(':memory:'))
