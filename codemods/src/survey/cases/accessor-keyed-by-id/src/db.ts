import { DuckDBInstance } from '@duckdb/node-api'

const instances = new Map<string, DuckDBInstance>()
export async function instanceOf(tenant: string): Promise<DuckDBInstance> { // accessor: async-function
  const known = instances.get(tenant)
  if (known) return known
  const opened = await DuckDBInstance.create(`${tenant}.duckdb`)
  instances.set(tenant, opened)
  return opened
}
