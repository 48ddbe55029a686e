import { getClient } from './db.js'
import { SlowItems } from './slow.js'

// One for the whole process.
const items = new SlowItems('item ')

export function nameOf(id: number): string {
  return items.find(id)
}

export const client = getClient
