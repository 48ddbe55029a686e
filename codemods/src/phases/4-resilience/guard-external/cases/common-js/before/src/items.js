'use strict';
const { getConnection } = require('./db');

async function names() {
  const conn = await getConnection();
  const reader = await conn.runAndReadAll('SELECT name FROM items');
  return reader.getRowObjectsJson();
}

// Rates of today.
async function rates() {
  const response = await fetch('https://rates.example/today');
  return response.json();
}

async function guarded(name) {
  const guard = () => name.length < 100;
  if (!guard()) return null;
  return fetch('https://rates.example/' + name);
}

module.exports = { names, rates, guarded };
