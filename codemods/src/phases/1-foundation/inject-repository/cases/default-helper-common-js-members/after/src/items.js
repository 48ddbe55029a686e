'use strict';
const { inject } = require('@duckshift/runtime');
const { dbAccessor } = require('./database');
const { ItemsRepository } = require('./repositories/items-repository');

async function named(name) {
  return inject(ItemsRepository).listIdAndNameByName(name);
}

async function rename(id, name) {
  await inject(dbAccessor).run('UPDATE items SET name = ? WHERE id = ?', [name, id]);
}

async function remove(id) {
  await inject(ItemsRepository).deleteById(id);
}

module.exports = { named, rename, remove };
