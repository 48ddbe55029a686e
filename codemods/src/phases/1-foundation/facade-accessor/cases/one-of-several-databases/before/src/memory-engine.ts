import type { Engine } from './engine.js'

export class MemoryEngine implements Engine {
  async rows(sql: string): Promise<unknown[]> {
    return [{ sql }]
  }
}
