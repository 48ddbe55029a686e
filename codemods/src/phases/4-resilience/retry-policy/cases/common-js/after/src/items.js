'use strict';
const { inject, retry } = require('@duckshift/runtime');
const { ItemsRepository } = require('./repositories/items-repository');

async function names() {
  const items = inject(ItemsRepository);
  return retry(async () => {
    const rows = await items.listName();
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
