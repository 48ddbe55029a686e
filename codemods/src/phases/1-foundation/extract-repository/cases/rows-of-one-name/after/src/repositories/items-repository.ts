import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

export interface ItemsMatchesRow {
  first: number | null
}

export interface ItemsMatchesRow2 {
  second: string | null
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listMatches(): Promise<ItemsMatchesRow[]> {
    return this.db.query<ItemsMatchesRow>('SELECT 1 AS first FROM items')
  }

  listMatchesForTwo(): Promise<ItemsMatchesRow2[]> {
    return this.db.query<ItemsMatchesRow2>("SELECT 'b' AS second FROM items")
  }

  listMatchesForAgain(): Promise<ItemsMatchesRow[]> {
    return this.db.query<ItemsMatchesRow>('SELECT 2 AS first FROM items')
  }
}
