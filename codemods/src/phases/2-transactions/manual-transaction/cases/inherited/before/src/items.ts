import { Base } from './base.js'
import { openConnection } from './connection.js'

class Named extends Base {
  readonly name: string = 'items'
}

export class Items extends Named {
  async swap(a: number, b: number): Promise<void> {
    await this.connection.run('BEGIN TRANSACTION')
    try {
      await this.connection.run('UPDATE items SET id = -1 WHERE id = ?', [a])
      await this.connection.run('UPDATE items SET id = ? WHERE id = ?', [a, b])
      await this.connection.run('UPDATE items SET id = ? WHERE id = -1', [b])
      await this.connection.run('COMMIT')
    } catch (error) {
      await this.connection.run('ROLLBACK')
      throw error
    }
  }
}

export const open = async () => new Items(await openConnection())
