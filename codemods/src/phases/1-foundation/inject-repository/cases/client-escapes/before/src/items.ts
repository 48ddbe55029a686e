import { getClient } from './db.js'

export const registry: Record<string, unknown> = {}

export function register(): void {
  registry.client = getClient()
}
