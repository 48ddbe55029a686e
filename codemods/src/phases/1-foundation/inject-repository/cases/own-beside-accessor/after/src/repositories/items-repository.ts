import { Repository } from '@duckshift/runtime'

export interface ItemsCountAllRow {
  n: bigint | null
}

export interface ItemsNameRow {
  name: string | null
}

export interface ItemsMinIdRow {
  id: number | null
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  async insert(): Promise<void> {
    await this.db.execute("INSERT INTO items VALUES (0, 'none')")
  }

  countAll(): Promise<ItemsCountAllRow[]> {
    return this.db.query<ItemsCountAllRow>('SELECT count(*) AS n FROM items')
  }

  listName(): Promise<ItemsNameRow[]> {
    return this.db.query<ItemsNameRow>('SELECT name FROM items ORDER BY id')
  }

  minId(): Promise<ItemsMinIdRow[]> {
    return this.db.query<ItemsMinIdRow>('SELECT min(id) AS id FROM items')
  }
}
