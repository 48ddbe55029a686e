import { Repository } from '@duckshift/runtime'

export class ItemsRepository extends Repository {
  find(id: number) {
    return this.db.maybeOne('SELECT id, name FROM items WHERE id = $1', [id])
  }

  count() {
    return this.db.one('SELECT count(*) AS n FROM items')
  }
}

export function retryable(error: unknown): boolean {
  return error instanceof Error && /busy|locked/.test(error.message)
}

export const nameOf = (item: { name: string }) => item.name
