'use strict';
const { inject, ConstraintError } = require('@duckshift/runtime');
const { database } = require('./database');

async function add(id) {
  const conn = inject(database);
  try {
    await conn.execute('INSERT INTO items (id) VALUES (?)', [id]);
    return true;
  } catch (error) {
    if (error instanceof ConstraintError && error.constraint === 'unique') return false;
    throw new Error(`Failed to add ${id}`, { cause: error });
  }
}

module.exports = { add };
