'use strict';
const { DuckDBInstance } = require('@duckdb/node-api');

let connection;

async function connect() {
  connection ??= await (await DuckDBInstance.create('shop.duckdb')).connect();
  return connection;
}

async function query(sql, params = []) {
  const started = Date.now();
  const reader = await (await connect()).runAndReadAll(sql, params);
  if (Date.now() - started > 1000) console.warn(sql);
  return reader.getRowObjects();
}

async function run(sql, params = []) {
  if (process.env.TRACE) console.log(sql);
  await (await connect()).run(sql, params);
}

module.exports = query;
module.exports.run = run;
