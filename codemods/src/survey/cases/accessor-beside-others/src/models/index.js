const { DuckDBInstance } = require('@duckdb/node-api')
const Sequelize = require('sequelize')
const UserModel = require('./user')

const sequelize = new Sequelize('app')
const models = { User: UserModel(sequelize), House: UserModel(sequelize) }

let connection
let opening

async function open() {
  const instance = await DuckDBInstance.create('states.duckdb')
  connection = await instance.connect()
}

/** Whoever asks says which connection is meant. */
const runQuery = async (getConnection, query, params) => {
  opening ??= open()
  await opening
  const reader = await getConnection().runAndReadAll(query, params)
  return reader.getRowObjectsJS()
}

const readStates = (query, ...params) => runQuery(() => connection, query, params) // accessor: helper

const db = {
  ...models,
  sequelize,
  get states() {
    return connection
  },
  readStates,
}

module.exports = db // accessor: instance
