import type { DuckDBConnection } from '@duckdb/node-api'
import { repositoryOn } from '@duckshift/runtime/compat/neo'
import { EventsRepository } from './repositories/events-repository.js'
import { WatermarksRepository } from './repositories/watermarks-repository.js'

export async function readWatermark(conn: DuckDBConnection, workspaceId: string): Promise<number> {
  const watermarks = repositoryOn(WatermarksRepository, conn)
  const rows = await watermarks.listLastSequenceByWorkspaceId(workspaceId)
  return rows.length === 0 ? -1 : Number(rows[0]!.last_sequence)
}

export async function clearWorkspace(conn: DuckDBConnection, workspaceId: string): Promise<void> {
  const events = repositoryOn(EventsRepository, conn)
  await events.deleteByWorkspaceId(workspaceId)
  const watermarks = repositoryOn(WatermarksRepository, conn)
  await watermarks.deleteByWorkspaceId(workspaceId)
}
