'use strict';
const { inject, ConstraintError } = require('@duckshift/runtime');
const { ItemsRepository } = require('./repositories/items-repository');

async function add(id) {
  const items = inject(ItemsRepository);
  try {
    await items.insert(id);
    return true;
  } catch (error) {
    if (error instanceof ConstraintError && error.constraint === 'unique') return false;
    throw new Error(`Failed to add ${id}`, { cause: error });
  }
}

module.exports = { add };
