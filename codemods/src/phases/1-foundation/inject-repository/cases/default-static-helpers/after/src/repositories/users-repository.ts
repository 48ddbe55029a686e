import { inject, Repository } from '@duckshift/runtime'
import { queryDatabase } from '../database.js'

/** Data access to `users`. */
export class UsersRepository extends Repository {
  constructor(db = inject(queryDatabase)) {
    super(db)
  }

  async updateNameById(name: string, id: number): Promise<number> {
    const { rowsChanged } = await this.db.execute('UPDATE users SET name = ? WHERE id = ?', [name, id])
    return rowsChanged
  }

  findNameById(id: number): Promise<{ name: string }[]> {
    return this.db.query<{ name: string }>('SELECT name FROM users WHERE id = ?', [id])
  }
}
