let DuckDBInstance: any

export class Shelf {
  private instance: any = null
  private connection: any = null

  constructor(private readonly path: string) {}

  async open(): Promise<void> {
    // The native code is loaded when it is first needed.
    const duckdb = await import('@duckdb/node-api')
    DuckDBInstance = duckdb.DuckDBInstance
    this.instance = await DuckDBInstance.create(this.path)
    this.connection = await this.instance.connect()
  }

  async titles(): Promise<string[]> {
    const reader = await this.connection.runAndReadAll('SELECT title FROM books')
    return reader.getRows().map(([title]: string[]) => title)
  }
}
