import type { Archive } from './archive.js'

export class Overview {
  constructor(private readonly archive: Archive) {}

  async titles(): Promise<string[]> {
    const rows = await this.archive.query('SELECT title FROM notes ORDER BY title')
    return rows.map(({ title }) => String(title))
  }
}
