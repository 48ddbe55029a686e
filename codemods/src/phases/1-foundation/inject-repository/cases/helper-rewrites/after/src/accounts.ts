import { inject } from '@duckshift/runtime'
import { askerAccessor, queryAccessor } from './ledger-db-database.js'

export function namesOf(company: string) {
  return inject(queryAccessor)<{ name: string }>('SELECT name FROM accounts WHERE company = :company', { company })
}

export async function page() {
  const ask = inject(askerAccessor)()
  return { accounts: await ask('SELECT name FROM accounts'), totals: await ask('SELECT sum(amount) FROM entries') }
}
