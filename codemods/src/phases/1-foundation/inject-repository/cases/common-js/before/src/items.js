'use strict';
const path = require('node:path');
const { getConnection } = require('./db');

// Rows of one item.
async function itemById(id) {
  const conn = await getConnection();
  const reader = await conn.runAndReadAll('SELECT * FROM items WHERE id = ?', [id]);
  return reader.getRowObjectsJson();
}

async function load(file) {
  const conn = await getConnection();
  const appender = await conn.createAppender('items');
  appender.appendVarchar(path.basename(file));
  appender.flushSync();
}

module.exports = { itemById, load };
