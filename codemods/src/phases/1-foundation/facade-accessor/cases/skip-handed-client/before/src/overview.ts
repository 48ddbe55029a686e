import type { Archive } from './archive.js'

export class Overview {
  constructor(private readonly archive: Archive) {}

  async count(): Promise<number> {
    return (await this.archive.titles()).length
  }
}
