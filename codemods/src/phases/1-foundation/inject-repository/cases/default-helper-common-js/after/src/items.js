'use strict';
const { inject } = require('@duckshift/runtime');
const { ItemsRepository } = require('./repositories/items-repository');

async function named(name) {
  return inject(ItemsRepository).listIdAndNameByName(name);
}

async function rename(id, name) {
  await inject(ItemsRepository).updateNameById(name, id);
}

module.exports = { named, rename };
