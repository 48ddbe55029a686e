import { Warehouse } from './warehouse.js'

async function report(warehouse: Warehouse): Promise<number> {
  return (await warehouse.tables()).length
}

export async function main(): Promise<number> {
  const warehouse = new Warehouse('items.duckdb')
  await warehouse.open()
  return report(warehouse)
}
