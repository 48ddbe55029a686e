const { inject, Repository } = require('@duckshift/runtime');
const { queryDatabase } = require('../database');

/** Data access to `journals`. */
class JournalsRepository extends Repository {
  constructor(db = inject(queryDatabase)) {
    super(db);
  }

  listJournalIdByCompanyIdAndActive(companyId) {
    return this.db.query(
      `SELECT journal_id FROM journals WHERE company_id = @companyId AND active = true`,
      { companyId },
    );
  }

  async updateActiveByCompanyIdAndJournalId(companyId, id) {
    await this.db.execute(
      'UPDATE journals SET active = false WHERE company_id = @companyId AND journal_id = @id',
      { companyId, id },
    );
  }
}

module.exports = { JournalsRepository };
