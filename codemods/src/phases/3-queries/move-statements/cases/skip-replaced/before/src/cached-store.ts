import { ItemStore } from './item-store.js'

export class CachedStore extends ItemStore {
  readonly #known = new Map<string, unknown[]>()

  protected override async rows<T>(sql: string): Promise<T[]> {
    const rows = (this.#known.get(sql) as T[] | undefined) ?? (await super.rows<T>(sql))
    this.#known.set(sql, rows)
    return rows
  }
}
