import { type Database, inject } from '@duckshift/runtime'
import { database } from './database.js'

/** Within a transaction it is given that one's database. */
export async function rename(id: number, name: string, db: Database = inject(database)): Promise<void> {
  const write = async (sql: string, values: (string | number)[]): Promise<void> => {
    await db.execute(sql, values)
  }
  await write('UPDATE items SET name = ? WHERE id = ?', [name, id])
}

export class Renamer {
  constructor(private readonly db = inject(database)) {}

  async rename(id: number, name: string): Promise<void> {
    await this.write('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }

  private async write(sql: string, values: (string | number)[]): Promise<void> {
    await this.db.execute(sql, values)
  }
}
