'use strict';
const path = require('node:path');
const { inject } = require('@duckshift/runtime');
const { connectionAccessor, database } = require('./database');

// Rows of one item.
async function itemById(id) {
  const conn = inject(database);
  const rows = await conn.query('SELECT * FROM items WHERE id = ?', [id]);
  return rows;
}

async function load(file) {
  const conn = await inject(connectionAccessor)();
  const appender = await conn.createAppender('items');
  appender.appendVarchar(path.basename(file));
  appender.flushSync();
}

module.exports = { itemById, load };
