const { inject, Repository } = require('@duckshift/runtime');
const { readStatesDatabase } = require('../database');

/** Data access to `states`. */
class StatesRepository extends Repository {
  constructor(db = inject(readStatesDatabase)) {
    super(db);
  }

  maxCreatedAtByUserId(userId) {
    return this.db.query('SELECT max(created_at) AS at FROM states WHERE user_id = ?', [userId]);
  }

  listValueByUserIdAndCreatedAtAfter(userId, since) {
    return this.db.query(
      `
  SELECT value
  FROM states
  WHERE user_id = ? AND created_at > ?
`,
      [userId, since],
    );
  }
}

module.exports = { StatesRepository };
