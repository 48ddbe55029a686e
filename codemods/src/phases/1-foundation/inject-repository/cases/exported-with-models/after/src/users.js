const db = require('./models');
const { inject } = require('@duckshift/runtime');
const { StatesRepository } = require('./models/repositories/states-repository');

async function listUsers() {
  return db.User.findAll();
}

async function statesOf(name, since) {
  const user = await db.User.findOne({ where: { name } });
  return inject(StatesRepository).listValueByUserIdAndCreatedAtAfter(user.id, since);
}

module.exports = { listUsers, statesOf };
