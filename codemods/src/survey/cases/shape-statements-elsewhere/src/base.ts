import type { Client } from './client.js'

export abstract class BaseRepository {
  constructor(protected readonly db: Client) {} // usage: manual-transaction several-queries

  protected async run(sql: string) {
    await this.db.query(sql)
  }

  protected rows(sql: string) {
    return this.db.query(sql)
  }
}

export class Tags {
  constructor(private readonly db: Client) {} // usage: manual-transaction

  async clear() {
    await this.#run('BEGIN')
    await this.#run('DELETE FROM tags')
    await this.#run('COMMIT')
  }

  async #run(sql: string) {
    await this.db.query(sql)
  }
}
