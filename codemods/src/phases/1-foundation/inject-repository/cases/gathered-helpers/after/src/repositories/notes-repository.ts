import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `notes`. */
export class NotesRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async updateStarredById(id: number): Promise<void> {
    await this.db.execute('UPDATE notes SET starred = true WHERE id = ?', [id])
  }

  findStarredById(id: number): Promise<{ starred: boolean }[]> {
    return this.db.query<{ starred: boolean }>('SELECT starred FROM notes WHERE id = ?', [id])
  }

  async updateTextById(text: string, id: number): Promise<void> {
    await this.db.execute('UPDATE notes SET text = ? WHERE id = ?', [text, id])
  }

  findTextById(id: number): Promise<{ text: string }[]> {
    return this.db.query<{ text: string }>('SELECT text FROM notes WHERE id = ?', [id])
  }
}
