'use strict';
const { inject, retry } = require('@duckshift/runtime');
const { ItemsRepository } = require('./repositories/items-repository');

// main passes how often, though nobody calls the function by the name it has for itself.
exports.names = async function names(retries = 2) {
  return retry(async () => {
    const items = inject(ItemsRepository);
    const rows = await items.listName();
    return rows;
  }, {
    attempts: retries + 1,
    delayMs: 50,
    factor: 1,
    jitter: 'none',
    when: () => true,
    budget: false,
  });
};
