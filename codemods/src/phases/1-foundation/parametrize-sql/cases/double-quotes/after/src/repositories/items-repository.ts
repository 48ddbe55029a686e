import { inject, Repository } from "@duckshift/runtime"
import { database } from "../database.js"

export interface ItemsByNameLikeRow {
  id: number
  name: string
  price: number | null
  category: string | null
  created_at: Date | null
}

export interface ItemsByIdRow {
  id: number
  name: string
  price: number | null
  category: string | null
  created_at: Date | null
}

export interface ItemsNameByNameRow {
  name: string
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listByNameLike(name: string): Promise<ItemsByNameLikeRow[]> {
    return this.db.query<ItemsByNameLikeRow>("SELECT * FROM items WHERE name ILIKE ?", [name])
  }

  findById(id: number): Promise<ItemsByIdRow[]> {
    return this.db.query<ItemsByIdRow>("SELECT * FROM items WHERE id = ?", [id])
  }

  listNameByName(name: string): Promise<ItemsNameByNameRow[]> {
    return this.db.query<ItemsNameByNameRow>(`SELECT "name" FROM items WHERE name = ?`, [name])
  }
}
