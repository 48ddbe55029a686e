import { inject, Repository, writeTogether } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async increasePriceById(by: number, id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('UPDATE items SET price = price + ? WHERE id = ?', [by, id])
    return rowsChanged
  }

  async updatePriceByCategoryAndName(trimmed: string, category: string, name: string): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      "UPDATE items SET price = length(?) WHERE category = ? AND items.name = ?",
      [trimmed, category, name],
    )
    return rowsChanged
  }

  async deleteByCategoryAndPriceBelow(category: string, below: number): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      'DELETE FROM items WHERE category = ? AND price < ?',
      [category, below],
    )
    return rowsChanged
  }

  async insert(id: number, name: string, price: number, category: string | null): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      'INSERT INTO items (id, name, price, category) VALUES (?, ?, ? * 2, upper(?))',
      [id, name, price, category],
    )
    return rowsChanged
  }

  async insertIfMissing(id: number, name: string): Promise<number> {
    const { rowsChanged } = await this.db.execute(
      'INSERT OR IGNORE INTO items (id, name) VALUES (?, ?)',
      [id, name],
    )
    return rowsChanged
  }

  /** What `increasePriceById` does for each of the bies, in one statement where that leaves the same rows. */
  async increasePriceByIdForEach(bies: readonly number[], ids: readonly number[]): Promise<number> {
    return writeTogether([...bies.keys()], {
      together: async () => {
        const { rowsChanged } = await this.db.execute(
          `UPDATE items SET price = price + batch_1
            FROM (SELECT unnest($1::INTEGER[]) AS batch_1, unnest($2::DOUBLE[]) AS batch_2) AS batch
            WHERE id = batch_2`,
          [bies, ids],
        )
        return rowsChanged
      },
      single: (index) => this.increasePriceById(bies[index]!, ids[index]!),
      distinctBy: (index) => [ids[index]!],
      fits: (index) => (bies[index]! | 0) === bies[index]!,
    })
  }

  /** What `updatePriceByCategoryAndName` does for each of the trimmeds, in one statement where that leaves the same rows. */
  async updatePriceByCategoryAndNameForEach(
    trimmeds: readonly string[],
    category: string,
    names: readonly string[],
  ): Promise<number> {
    return writeTogether([...trimmeds.keys()], {
      together: async () => {
        const { rowsChanged } = await this.db.execute(
          `UPDATE items SET price = length(batch_1)
            FROM (SELECT unnest($2::VARCHAR[]) AS batch_1, unnest($3::VARCHAR[]) AS batch_2) AS batch
            WHERE category = $1 AND items.name = batch_2`,
          [category, trimmeds, names],
        )
        return rowsChanged
      },
      single: (index) => this.updatePriceByCategoryAndName(trimmeds[index]!, category, names[index]!),
      distinctBy: (index) => [names[index]!],
    })
  }

  /** What `deleteByCategoryAndPriceBelow` does for each of the categories, in one statement where that leaves the same rows. */
  async deleteByCategoryAndPriceBelowForEach(
    categories: readonly string[],
    belows: readonly number[],
  ): Promise<number> {
    return writeTogether([...categories.keys()], {
      together: async () => {
        const { rowsChanged } = await this.db.execute(
          `DELETE FROM items
            USING (SELECT unnest($1::VARCHAR[]) AS batch_1, unnest($2::DOUBLE[]) AS batch_2) AS batch
            WHERE category = batch_1 AND price < batch_2`,
          [categories, belows],
        )
        return rowsChanged
      },
      single: (index) => this.deleteByCategoryAndPriceBelow(categories[index]!, belows[index]!),
    })
  }

  /** What `insert` does for each of the ids, in one statement where that leaves the same rows. */
  async insertForEach(
    ids: readonly number[],
    names: readonly string[],
    prices: readonly number[],
    categories: readonly (string | null)[],
  ): Promise<number> {
    return writeTogether([...ids.keys()], {
      together: async () => {
        const { rowsChanged } = await this.db.execute(
          `INSERT INTO items (id, name, price, category)
            SELECT batch_1, batch_2, batch_3 * 2, upper(batch_4)
            FROM (SELECT unnest($1::DOUBLE[]) AS batch_1, unnest($2::VARCHAR[]) AS batch_2, unnest($3::INTEGER[]) AS batch_3, unnest($4::VARCHAR[]) AS batch_4) AS batch`,
          [ids, names, prices, categories],
        )
        return rowsChanged
      },
      single: (index) => this.insert(ids[index]!, names[index]!, prices[index]!, categories[index]!),
      fits: (index) => (prices[index]! | 0) === prices[index]!,
    })
  }

  /** What `insertIfMissing` does for each of the ids, in one statement where that leaves the same rows. */
  async insertIfMissingForEach(ids: readonly number[], names: readonly string[]): Promise<number> {
    return writeTogether([...ids.keys()], {
      together: async () => {
        const { rowsChanged } = await this.db.execute(
          `INSERT OR IGNORE INTO items (id, name)
            SELECT batch_1, batch_2
            FROM (SELECT unnest($1::DOUBLE[]) AS batch_1, unnest($2::VARCHAR[]) AS batch_2) AS batch`,
          [ids, names],
        )
        return rowsChanged
      },
      single: (index) => this.insertIfMissing(ids[index]!, names[index]!),
    })
  }
}
