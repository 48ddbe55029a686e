const { DuckDBTimestampValue } = require('@duckdb/node-api');
const Sequelize = require('sequelize');
const UserModel = require('./user');
const { openInstance } = require('@duckshift/runtime/compat/neo');

const sequelize = new Sequelize('app');
const models = { User: UserModel(sequelize) };

let connection;
let opening;

async function open() {
  const instance = await openInstance('states.duckdb');
  connection = await instance.connect();
}

const toParam = (value) =>
  value instanceof Date ? new DuckDBTimestampValue(BigInt(value.getTime()) * 1000n) : value;

// Whoever asks says which connection is meant.
const runQuery = async (getConnection, query, params) => {
  opening ??= open();
  await opening;
  const reader = await getConnection().runAndReadAll(query, params.map(toParam));
  return reader.getRowObjectsJS();
};

const readStates = (query, ...params) => runQuery(() => connection, query, params);

const closeStates = () => connection.disconnectSync();

const db = {
  ...models,
  sequelize,
  get states() {
    return connection;
  },
  readStates,
  closeStates,
};

module.exports = db;
