import { inject, Repository, writeTogether } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async insert(id: number, name: string): Promise<void> {
    await this.db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
  }

  /** What `insert` does for each of the ids, in one statement where that leaves the same rows. */
  async insertForEach(ids: readonly number[], names: readonly string[]): Promise<number> {
    return writeTogether([...ids.keys()], {
      together: async () => {
        const { rowsChanged } = await this.db.execute(
          `INSERT INTO items (id, name)
            SELECT batch_1, batch_2
            FROM (SELECT unnest($1::DOUBLE[]) AS batch_1, unnest($2::VARCHAR[]) AS batch_2) AS batch`,
          [ids, names],
        )
        return rowsChanged
      },
      single: async (index) => {
        await this.insert(ids[index]!, names[index]!)
        return 0
      },
    })
  }
}
