'use strict';
const { inject, retry } = require('@duckshift/runtime');
const { ItemsRepository } = require('./repositories/items-repository');

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function count(attempts = 2) {
  const items = inject(ItemsRepository);
  let attempt = 0;
  while (attempt < attempts) {
    try {
      const rows = await items.countAll();
      return rows;
    } catch (error) {
      attempt++;
      if (attempt === attempts) throw error;
      await wait(50);
    }
  }
}

async function sum(retries = 2) {
  return retry(async () => {
    const items = inject(ItemsRepository);
    const rows = await items.sumId();
    return rows;
  }, {
    attempts: retries + 1,
    delayMs: 50,
    factor: 1,
    jitter: 'none',
    when: () => true,
    budget: false,
  });
}

exports.count = count;
exports.sum = sum;
