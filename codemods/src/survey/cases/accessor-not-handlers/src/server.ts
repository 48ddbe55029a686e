import { sender } from './db.js'
import { queryHandler } from './tools.js'

export function register(tool: (name: string, handler: unknown) => void) {
  tool('query', queryHandler())
}

export const checkpoint = () => sender()('CHECKPOINT') // usage: direct-call
