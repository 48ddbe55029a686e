'use strict';
const { openInstance } = require('@duckshift/runtime/compat/neo');

let connection;

module.exports = async (sql, params = []) => {
  connection ??= await (await openInstance('shop.duckdb')).connect();
  if (process.env.TRACE) console.log(sql);
  const reader = await connection.runAndReadAll(sql, params);
  return reader.getRowObjects();
};
