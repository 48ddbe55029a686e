import type { DuckDBConnection } from '@duckdb/node-api'

export async function readWatermark(conn: DuckDBConnection, workspaceId: string): Promise<number> {
  const result = await conn.run('SELECT last_sequence FROM watermarks WHERE workspace_id = ?', [workspaceId])
  const rows = await result.getRowObjectsJS()
  return rows.length === 0 ? -1 : Number(rows[0]!.last_sequence)
}

export async function clearWorkspace(conn: DuckDBConnection, workspaceId: string): Promise<void> {
  await conn.run('DELETE FROM events WHERE workspace_id = ?', [workspaceId])
  await conn.run('DELETE FROM watermarks WHERE workspace_id = ?', [workspaceId])
}
