'use strict';
const { inject } = require('@duckshift/runtime');
const { database } = require('./database');
const { guard } = require('./breakers');

async function names() {
  const conn = inject(database);
  const rows = await conn.query('SELECT name FROM items');
  return rows;
}

// Rates of today.
async function rates() {
  const response = await guard('rates.example', () => fetch('https://rates.example/today'));
  return response.json();
}

module.exports = { names, rates };
