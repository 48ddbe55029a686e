'use strict';
const { getConnection } = require('./db');

async function add(id) {
  const conn = await getConnection();
  try {
    await conn.run('INSERT INTO items (id) VALUES (?)', [id]);
    return true;
  } catch (error) {
    if (error.message.includes('Duplicate key')) return false;
    throw new Error(`Failed to add ${id}`);
  }
}

module.exports = { add };
