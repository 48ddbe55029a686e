import { asker, query } from './ledger-db.js'

export function namesOf(company: string) {
  return query<{ name: string }>('SELECT name FROM accounts WHERE company = :company', { company })
}

export async function page() {
  const ask = asker()
  return { accounts: await ask('SELECT name FROM accounts'), totals: await ask('SELECT sum(amount) FROM entries') }
}
