'use strict';
const duckdb = require('@duckshift/runtime/compat/duckdb');

let db = null;

function getDb() {
  if (!db) db = new duckdb.Database('books.duckdb');
  return db;
}

/** Names in the SQL, `@name`, are those of the object. */
function bound(sql, params) {
  const values = [];
  const text = sql.replace(/@(\w+)/g, (_, name) => {
    values.push(params[name]);
    return '?';
  });
  return { text, values };
}

function query(sql, params = {}) {
  return new Promise((resolve, reject) => {
    const { text, values } = bound(sql, params);
    getDb().all(text, ...values, (error, rows) => (error ? reject(error) : resolve(rows)));
  });
}

function exec(sql, params = {}) {
  return new Promise((resolve, reject) => {
    const { text, values } = bound(sql, params);
    getDb().run(text, ...values, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

module.exports = { query, exec };
