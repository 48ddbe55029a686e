import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `shelves`. */
export class ShelvesRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listRoom(): Promise<Record<string, unknown>[]> {
    return this.db.query<Record<string, unknown>>('SELECT DISTINCT room FROM shelves ORDER BY room')
  }

  listIdAndWidthByRoom(room: string): Promise<Record<string, unknown>[]> {
    return this.db.query<Record<string, unknown>>('SELECT id, width FROM shelves WHERE room = ?', [room])
  }
}
