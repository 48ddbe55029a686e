export class Shelf { // accessor: constructor
  private instance: any = null
  private connection: any = null

  constructor(private readonly path: string) {}

  async open(): Promise<void> {
    this.instance = await (await import('@duckshift/runtime/compat/neo')).openInstance(this.path)
    this.connection = await this.instance.connect()
  }

  async titles(): Promise<string[]> {
    const reader = await this.connection.runAndReadAll('SELECT title FROM books')
    return reader.getRows().map(([title]: string[]) => title)
  }
}
