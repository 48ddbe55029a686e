import { Repository } from '@duckshift/runtime'

export interface WatermarksLastSequenceByWorkspaceIdRow {
  last_sequence: number
}

/** Data access to `watermarks`. */
export class WatermarksRepository extends Repository {
  listLastSequenceByWorkspaceId(workspaceId: string): Promise<WatermarksLastSequenceByWorkspaceIdRow[]> {
    return this.db.query<WatermarksLastSequenceByWorkspaceIdRow>(
      'SELECT last_sequence FROM watermarks WHERE workspace_id = ?',
      [workspaceId],
    )
  }

  async deleteByWorkspaceId(workspaceId: string): Promise<void> {
    await this.db.execute('DELETE FROM watermarks WHERE workspace_id = ?', [workspaceId])
  }
}
