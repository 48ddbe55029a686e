import { inject, Repository } from '@duckshift/runtime'
import { legacyDb } from '../database.js'

/** Data access to `users`. */
export class UsersRepository extends Repository {
  constructor(db = inject(legacyDb)) {
    super(db)
  }

  listIdAndName() {
    return this.db.query('SELECT id, name FROM users ORDER BY name')
  }

  async updateNameById(name, id) {
    await this.db.execute('UPDATE users SET name = ? WHERE id = ?', [name, id])
  }
}
