import { months } from './monthly.js'
import { warehouse } from './warehouse.js'

/** It has the warehouse from where the repository has it. */
export async function weeks() {
  const rows = await warehouse.query('SELECT id FROM items')
  return [...rows, ...(await months())]
}
