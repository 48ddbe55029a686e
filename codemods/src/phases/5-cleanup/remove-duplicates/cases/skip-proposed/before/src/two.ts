import { Repository } from '@duckshift/runtime'

export class ItemStore extends Repository {
  byId(key: number) {
    return this.db.maybeOne('select id, name from items where id=$key', { key })
  }

  byName(name: string) {
    return this.db.query('SELECT id FROM items  WHERE name = $name', { name })
  }
}

export const canRetry = (cause: unknown) => cause instanceof Error && /busy|locked/.test(cause.message)

export class MissingError extends Error {
  readonly status = 404
  constructor(readonly name: string) {
    super(`${name} was not found`)
  }
}
