'use strict';
const { query, exec } = require('./db');

/** Journals of one company. */
async function open(companyId) {
  const journals = await query(
    `SELECT journal_id FROM journals WHERE company_id = @companyId AND active = true`,
    { companyId }
  );
  return journals.map((journal) => journal.journal_id);
}

async function close(companyId, id) {
  await exec('UPDATE journals SET active = false WHERE company_id = @companyId AND journal_id = @id', { companyId, id });
}

/** Put together at run time: it stays. */
function page(where, params) {
  return query(`SELECT * FROM journals WHERE ${where}`, params);
}

module.exports = { open, close, page };
