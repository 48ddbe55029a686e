'use strict';
const db = require('./db');
const { run } = require('./db');

async function named(name) {
  return db('SELECT id, name FROM items WHERE name = ?', [name]);
}

async function rename(id, name) {
  await db.run('UPDATE items SET name = ? WHERE id = ?', [name, id]);
}

async function remove(id) {
  await run('DELETE FROM items WHERE id = ?', [id]);
}

module.exports = { named, rename, remove };
