import { Repository } from '@duckshift/runtime'

export class ItemsRepository extends Repository {
  find(id: number) {
    return this.db.maybeOne('SELECT id, name FROM items WHERE id = $1', [id])
  }

  named(name: string) {
    return this.db.query('SELECT id FROM items WHERE name = $1', [name])
  }
}

export function retryable(error: unknown): boolean {
  return error instanceof Error && /busy|locked/.test(error.message)
}

export class NotFound extends Error {
  readonly status = 404
  constructor(readonly what: string) {
    super(`${what} was not found`)
  }
}
