'use strict';
const query = require('./query');

async function named(name) {
  return query('SELECT id, name FROM items WHERE name = ?', [name]);
}

async function rename(id, name) {
  await query('UPDATE items SET name = ? WHERE id = ?', [name, id]);
}

module.exports = { named, rename };
