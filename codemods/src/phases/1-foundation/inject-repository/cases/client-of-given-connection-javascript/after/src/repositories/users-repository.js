import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `users`. */
export class UsersRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  listIdAndName() {
    return this.db.query('SELECT id, name FROM users ORDER BY name')
  }

  async findIdAndNameById(id) {
    const row = await this.db.maybeOne('SELECT id, name FROM users WHERE id = ?', [id])
    return row ?? null
  }

  async updateNameById(name, id) {
    await this.db.execute('UPDATE users SET name = ? WHERE id = ?', [name, id])
  }
}
