import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

export type WarehouseRow = Record<string, string | number | null>

class Warehouse {
  private opening: Promise<DuckDBConnection> | undefined
  private readonly kept = new Map<string, WarehouseRow[]>()

  /** The second time within the process without asking. */
  async query(sql: string, ttlMs = 0): Promise<WarehouseRow[]> {
    const known = ttlMs > 0 ? this.kept.get(sql) : undefined
    if (known) return known
    const rows = (await (await this.connection()).runAndReadAll(sql)).getRowObjects()
    const plain = rows.map((row) => {
      const copy: WarehouseRow = {}
      for (const [name, value] of Object.entries(row)) copy[name] = value === null ? null : String(value)
      return copy
    })
    this.kept.set(sql, plain)
    return plain
  }

  async tables(): Promise<string[]> {
    const rows = await this.query('SHOW TABLES')
    return rows.map((row) => String(row.name))
  }

  private connection(): Promise<DuckDBConnection> {
    this.opening ??= DuckDBInstance.create('warehouse.duckdb').then((instance) => instance.connect())
    return this.opening
  }
}

export const warehouse = new Warehouse()
