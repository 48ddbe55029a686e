import * as fs from 'node:fs'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { paths } from './paths.js'

export class FileService { // accessor: constructor
  #connection!: DuckDBConnection
  readonly folder = paths.imports
  #reads = 0

  constructor(private readonly log: (text: string) => void) {
    void this.#open()
  }

  get connection(): DuckDBConnection {
    return this.#connection
  }

  get reads(): number {
    return this.#reads
  }

  async read(name: string): Promise<string> {
    this.log(name)
    this.#reads += 1
    return fs.promises.readFile(this.path(name), 'utf8')
  }

  async count(name: string): Promise<unknown> {
    return this.#first(`SELECT count(*) FROM read_csv('${this.path(name)}')`)
  }

  path(name: string): string {
    return `${this.folder}/${name}`
  }

  async #first(sql: string): Promise<unknown> {
    return (await this.#connection.run(sql)).getRows()
  }

  async #open() {
    this.#connection = await (await DuckDBInstance.create('imports.db')).connect()
  }
}
