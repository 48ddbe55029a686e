import { Repository } from '@duckshift/runtime'

/** Data access to `events`. */
export class EventsRepository extends Repository {
  async deleteByWorkspaceId(workspaceId: string): Promise<void> {
    await this.db.execute('DELETE FROM events WHERE workspace_id = ?', [workspaceId])
  }
}
