'use strict';
const { inject } = require('@duckshift/runtime');
const { ItemsRepository } = require('./repositories/items-repository');
const { guard: guardCall } = require('./breakers');

async function names() {
  const items = inject(ItemsRepository);
  const rows = await items.listName();
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
