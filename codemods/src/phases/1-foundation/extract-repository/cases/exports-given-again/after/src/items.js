'use strict';
const { inject } = require('@duckshift/runtime');
const { database } = require('./database');
const { ItemsRepository } = require('./repositories/items-repository');
const { NAMES } = require('./queries');
const { PRICES } = require('./assigned');
const changed = require('./changed');
const { SIZES } = require('./sizes');

changed.ALL = 'SELECT name, id FROM items';

async function byId(id) {
  const items = inject(ItemsRepository);
  const rows = await items.findIdById(id);
  return rows;
}

async function names() {
  const conn = inject(database);
  const rows = await conn.query(NAMES);
  return rows;
}

async function prices() {
  const conn = inject(database);
  const rows = await conn.query(PRICES);
  return rows;
}

async function all() {
  const conn = inject(database);
  const rows = await conn.query(changed.ALL);
  return rows;
}

async function sizes() {
  const conn = inject(database);
  const rows = await conn.query(SIZES);
  return rows;
}

module.exports = { byId, names, prices, all, sizes };
