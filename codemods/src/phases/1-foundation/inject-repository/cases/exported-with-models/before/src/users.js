const db = require('./models');

const STATES_SINCE = `
  SELECT value
  FROM states
  WHERE user_id = ? AND created_at > ?
`;

async function listUsers() {
  return db.User.findAll();
}

async function statesOf(name, since) {
  const user = await db.User.findOne({ where: { name } });
  return db.readStates(STATES_SINCE, user.id, since);
}

module.exports = { listUsers, statesOf };
