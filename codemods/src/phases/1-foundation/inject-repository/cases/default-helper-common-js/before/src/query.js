'use strict';
const { DuckDBInstance } = require('@duckdb/node-api');

let connection;

module.exports = async (sql, params = []) => {
  connection ??= await (await DuckDBInstance.create('shop.duckdb')).connect();
  if (process.env.TRACE) console.log(sql);
  const reader = await connection.runAndReadAll(sql, params);
  return reader.getRowObjects();
};
