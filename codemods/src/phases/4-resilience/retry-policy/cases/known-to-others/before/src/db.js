'use strict';
const { DuckDBInstance } = require('@duckdb/node-api');

let connection = null;

exports.getConnection = async function getConnection() {
  if (!connection) {
    const instance = await DuckDBInstance.create('items.duckdb');
    connection = await instance.connect();
  }
  return connection;
};
