import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `recordings`. */
export class RecordingsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async insert(
    recordingIdentifier: number,
    performingArtist: string,
    recordingTitle: string,
    labelName: string | null,
  ): Promise<void> {
    await this.db.execute(
      `
        INSERT INTO recordings (recording_id, performing_artist, recording_title, label_name) VALUES (
          ?,
          ?,
          ?,
          ?
        )
      `,
      [recordingIdentifier, performingArtist, recordingTitle, labelName],
    )
  }

  async updateDigestByRecordingId(digest: string, recordingId: number): Promise<void> {
    await this.db.execute('UPDATE recordings SET digest = ? WHERE recording_id = ?', [digest, recordingId])
  }
}
