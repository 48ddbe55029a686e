import { Repository } from '@duckshift/runtime'

export class TagsRepository extends Repository {
  find(id: number) {
    return this.db.maybeOne('SELECT item_id, tag FROM tags WHERE item_id = $1', [id])
  }

  count() {
    return this.db.one('SELECT count(*) AS n FROM tags')
  }
}

export const fatal = (cause: unknown) => cause instanceof Error && /disk|corrupt/.test(cause.message)

export const titleOf = (book: { name: string }) => book.name
