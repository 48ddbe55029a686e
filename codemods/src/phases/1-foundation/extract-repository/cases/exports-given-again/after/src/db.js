'use strict';
const { openInstance } = require('@duckshift/runtime/compat/neo');

let connection = null;

exports.getConnection = async function getConnection() {
  if (!connection) {
    const instance = await openInstance('items.duckdb');
    connection = await instance.connect();
  }
  return connection;
};
