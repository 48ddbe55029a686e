import { type Database, Repository } from '@duckshift/runtime'

/** Made by whoever has a database, and another name to filter by: nothing injects it. */
export class TagsRepository extends Repository {
  readonly #owner: string

  constructor(db: Database, owner: string) {
    super(db)
    this.#owner = owner
  }

  mine(): Promise<{ tag: string }[]> {
    return this.db.query<{ tag: string }>('SELECT tag FROM tags WHERE tag LIKE $1', [`${this.#owner}:%`])
  }
}
