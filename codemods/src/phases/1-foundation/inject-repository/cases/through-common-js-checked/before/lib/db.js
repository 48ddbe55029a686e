// @ts-check
'use strict'

const { DuckDBInstance } = require('@duckdb/node-api')

/** @typedef {import('@duckdb/node-api').DuckDBValue} Value */

/** @type {Promise<import('@duckdb/node-api').DuckDBConnection> | null} */
let connecting = null
let sent = 0

async function open() {
  const instance = await DuckDBInstance.create(process.env.DB || ':memory:')
  const connection = await instance.connect()
  await connection.run('CREATE TABLE IF NOT EXISTS books (isbn VARCHAR PRIMARY KEY, title VARCHAR NOT NULL, year INTEGER, price DECIMAL(6,2))')
  await connection.run('CREATE TABLE IF NOT EXISTS loans (isbn VARCHAR NOT NULL, who VARCHAR NOT NULL, back BOOLEAN DEFAULT false)')
  return connection
}

function connect() {
  if (!connecting) connecting = open()
  return connecting
}

/**
 * All rows.
 * @template [T=Record<string, unknown>]
 * @param {string} sql
 * @param {Value[]} [params]
 * @returns {Promise<T[]>}
 */
async function all(sql, params = []) {
  sent += 1
  const connection = await connect()
  const reader = await connection.runAndReadAll(sql, params)
  return /** @type {any[]} */ (reader.getRowObjectsJS())
}

/**
 * The first row, or undefined.
 * @template [T=Record<string, unknown>]
 * @param {string} sql
 * @param {Value[]} [params]
 * @returns {Promise<T | undefined>}
 */
async function get(sql, params) {
  const rows = await all(sql, params)
  return /** @type {T | undefined} */ (rows[0])
}

/**
 * @param {string} sql
 * @param {Value[]} [params]
 */
async function run(sql, params = []) {
  const connection = await connect()
  const result = await connection.run(sql, params)
  return result.rowsChanged
}

const statements = () => sent

module.exports = { all, get, run, connect, statements }
