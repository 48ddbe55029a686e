'use strict';
const { inject } = require('@duckshift/runtime');
const { database } = require('./database');
const { guard: guardCall } = require('./breakers');

async function names() {
  const conn = inject(database);
  const rows = await conn.query('SELECT name FROM items');
  return rows;
}

// Rates of today.
async function rates() {
  const response = await guardCall('rates.example', () => fetch('https://rates.example/today'));
  return response.json();
}

async function guarded(name) {
  const guard = () => name.length < 100;
  if (!guard()) return null;
  return guardCall('rates.example', () => fetch('https://rates.example/' + name));
}

module.exports = { names, rates, guarded };
