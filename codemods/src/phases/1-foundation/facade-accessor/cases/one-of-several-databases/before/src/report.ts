import type { Settings } from './engine.js'
import { getEngine } from './engines.js'

export async function report(settings: Settings): Promise<unknown[]> {
  return getEngine(settings).rows('SELECT name FROM items')
}
