'use strict';
const path = require('node:path');
const { inject } = require('@duckshift/runtime');
const { connectionAccessor } = require('./database');
const { ItemsRepository } = require('./repositories/items-repository');

// Rows of one item.
async function itemById(id) {
  const items = inject(ItemsRepository);
  const rows = await items.findById(id);
  return rows;
}

async function load(file) {
  const conn = await inject(connectionAccessor)();
  const appender = await conn.createAppender('items');
  appender.appendVarchar(path.basename(file));
  appender.flushSync();
}

module.exports = { itemById, load };
