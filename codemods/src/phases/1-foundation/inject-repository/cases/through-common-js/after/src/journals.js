'use strict';
const { inject } = require('@duckshift/runtime');
const { queryAccessor } = require('./database');
const { JournalsRepository } = require('./repositories/journals-repository');

/** Journals of one company. */
async function open(companyId) {
  const journals = await inject(JournalsRepository).listJournalIdByCompanyIdAndActive(companyId);
  return journals.map((journal) => journal.journal_id);
}

async function close(companyId, id) {
  await inject(JournalsRepository).updateActiveByCompanyIdAndJournalId(companyId, id);
}

/** Put together at run time: it stays. */
function page(where, params) {
  return inject(queryAccessor)(`SELECT * FROM journals WHERE ${where}`, params);
}

module.exports = { open, close, page };
