import { load } from './shared.js'
import type { Row } from './server.js'

/** The page asks its own server: there is no such address in Node. */
export async function rows(): Promise<Row[]> {
  const response = await fetch('/api/rows')
  return response.json()
}

export const today = () => load('today')
