import { BaseRepository } from './base.js'
import { Tags } from './base.js'
import { getClient } from './client.js'

class Named extends BaseRepository {}

export class Items extends Named {
  async clear() {
    await this.run('BEGIN')
    await this.run('DELETE FROM items')
    await this.run('COMMIT')
  }
}

export const items = new Items(getClient()) // usage: constructor-argument
export const tags = new Tags(getClient()) // usage: constructor-argument
