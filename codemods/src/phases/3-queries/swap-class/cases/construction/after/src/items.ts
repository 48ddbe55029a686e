import { getClient } from './db.js'
import { FastItems } from './fast.js'

// One for the whole process.
const items = new FastItems('item ')

export function nameOf(id: number): string {
  return items.find(id)
}

export const client = getClient
