'use strict';
const { inject, retry } = require('@duckshift/runtime');
const { database } = require('./database');

async function names() {
  const conn = inject(database);
  return retry(async () => {
    const rows = await conn.query('SELECT name FROM items');
    return rows;
  }, {
    attempts: 3,
    delayMs: 50,
    factor: 1,
    jitter: 'none',
    when: () => true,
    budget: false,
  });
}

module.exports = { names };
