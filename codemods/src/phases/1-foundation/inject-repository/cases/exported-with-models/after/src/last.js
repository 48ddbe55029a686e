const { inject } = require('@duckshift/runtime');
const { StatesRepository } = require('./models/repositories/states-repository');

async function last(userId) {
  const [state] = await inject(StatesRepository).maxCreatedAtByUserId(userId);
  return state.at;
}

module.exports = { last };
