import { inject } from '@duckshift/runtime'
import { CustomersRepository } from './repositories/customers-repository.js'

export async function customerNames(): Promise<unknown[]> {
  const customers = inject(CustomersRepository)
  const rows = await customers.listName()
  return rows
}
