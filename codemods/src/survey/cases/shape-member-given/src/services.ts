import { type Client, getClient } from './client.js'

export class Ensured {
  #client: Client | undefined // usage: class-field

  private async ensure(): Promise<Client> {
    this.#client ??= getClient()
    return this.#client
  }

  /** Makes sure of the client, and does nothing with it. */
  async start() {
    await this.ensure()
  }

  async all() {
    const client = await this.ensure() // usage: variable typed-rows
    return client.query<{ id: number }>('SELECT id FROM items')
  }

  async cheap() {
    return (await this.ensure()).query('SELECT id FROM items WHERE price < ?', [1]) // usage: direct-call bound-parameters
  }

  async clear() {
    const client = await this.ensure() // usage: manual-transaction several-queries
    await client.query('BEGIN')
    await client.query('DELETE FROM items')
    await client.query('COMMIT')
  }
}

export class Opened {
  private connected: Client | null = null // usage: class-field

  private get client(): Client { // usage: class-field several-queries
    if (!this.connected) throw new Error('Call open() first.')
    return this.connected
  }

  open() {
    this.connected = getClient()
  }

  async all() {
    return this.client.query('SELECT id FROM items')
  }

  async names() {
    return this.client.query('SELECT name FROM items')
  }
}

export class Taken {
  get db(): Promise<Client> {
    return Promise.resolve(getClient()) // usage: argument
  }

  async all() {
    const db = await this.db // usage: variable
    return db.query('SELECT id FROM items')
  }
}

/** Gives something else. */
export class Named {
  private client() {
    return { name: 'client' }
  }

  name() {
    return this.client().name
  }
}

export class Kept {
  private static kept: Client | undefined

  static client(): Client { // accessor: static-method wraps
    if (!Kept.kept) {
      Kept.kept = getClient()
    }
    return Kept.kept
  }

  static async all() {
    const client = this.client() // usage: variable
    return client.query('SELECT id FROM items')
  }

  static async names() {
    return Kept.client().query('SELECT name FROM items') // usage: direct-call
  }
}

/** Gives it only sometimes: whoever asks has to see whether it is there. */
export class Sometimes {
  private kept: Client | undefined // usage: class-field

  constructor(private readonly isOn: boolean) {}

  private client(): Client | undefined {
    if (!this.isOn) return undefined
    this.kept ??= getClient()
    return this.kept
  }

  all() {
    return this.client()?.query('SELECT id FROM items') // usage: direct-call
  }
}
