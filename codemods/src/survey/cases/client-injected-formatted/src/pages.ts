import { inject } from '@duckshift/runtime'
import type { ArchiveClient } from './client.js'
import { connectAccessor } from './database.js'

export async function pages() {
  const client = await inject(connectAccessor)({ path: 'archive.duckdb' })
  return titles(client)
}

/** It is handed what is injected: nothing is left to do here. */
export async function titles(client: ArchiveClient) {
  return client.all('SELECT title FROM pages')
}
