import { inject, Repository } from '@duckshift/runtime'
import { database } from '../shared-database.js'

export interface ArchivedNameRow {
  name: string
}

/** Data access to `archived`. */
export class ArchivedRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listName(): Promise<ArchivedNameRow[]> {
    return this.db.query<ArchivedNameRow>('SELECT name FROM archived')
  }
}
