'use strict';
const { getConnection } = require('./db');
const { BY_ID, NAMES } = require('./queries');
const { PRICES } = require('./assigned');
const changed = require('./changed');
const { SIZES } = require('./sizes');

changed.ALL = 'SELECT name, id FROM items';

async function byId(id) {
  const conn = await getConnection();
  const reader = await conn.runAndReadAll(BY_ID, [id]);
  return reader.getRowObjectsJson();
}

async function names() {
  const conn = await getConnection();
  const reader = await conn.runAndReadAll(NAMES);
  return reader.getRowObjectsJson();
}

async function prices() {
  const conn = await getConnection();
  const reader = await conn.runAndReadAll(PRICES);
  return reader.getRowObjectsJson();
}

async function all() {
  const conn = await getConnection();
  const reader = await conn.runAndReadAll(changed.ALL);
  return reader.getRowObjectsJson();
}

async function sizes() {
  const conn = await getConnection();
  const reader = await conn.runAndReadAll(SIZES);
  return reader.getRowObjectsJson();
}

module.exports = { byId, names, prices, all, sizes };
