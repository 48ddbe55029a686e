const db = require('./models');

async function last(userId) {
  const [state] = await db.readStates('SELECT max(created_at) AS at FROM states WHERE user_id = ?', userId);
  return state.at;
}

module.exports = { last };
