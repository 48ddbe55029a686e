// The two ways in which code shares one connection: firing at will, and one caller at a time.
import { DuckDBInstance } from '@duckdb/node-api'

/** Everybody's statements on one connection at once. Transactions of two callers would mix. */
export class NaiveSingleton {
  #instance
  connection

  static async open(path) {
    const singleton = new this()
    singleton.#instance = await DuckDBInstance.fromCache(path)
    singleton.connection = await singleton.#instance.connect()
    return singleton
  }

  async query(sql, values) {
    return (await this.connection.run(sql, values)).getRowObjectsJS()
  }

  close() {
    this.connection.closeSync()
    this.#instance.closeSync()
  }
}

/** One caller at a time, for a statement or for a whole transaction: slow, and correct. */
export class MutexedSingleton extends NaiveSingleton {
  #tail = Promise.resolve()

  exclusive(work) {
    const turn = this.#tail.then(work)
    this.#tail = turn.catch(() => undefined)
    return turn
  }

  query(sql, values) {
    return this.exclusive(() => super.query(sql, values))
  }

  /** `work` gets what runs statements inside. */
  transaction(work) {
    return this.exclusive(async () => {
      await this.connection.run('begin')
      const result = await work((sql, values) => NaiveSingleton.prototype.query.call(this, sql, values))
      await this.connection.run('commit')
      return result
    })
  }
}
