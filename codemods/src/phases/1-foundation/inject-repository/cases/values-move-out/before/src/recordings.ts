import { createHash } from 'node:crypto'
import {
  getInstance,
} from './db.js'

interface Recording {
  recordingIdentifier: number
  performingArtist: string
  recordingTitle: string
  labelName?: string
}

export async function storeAll(recordings: readonly Recording[]): Promise<void> {
  const database = await getInstance()
  const connection = await database.connect()
  try {
    for (const recording of recordings) {
      await connection.run(`
        INSERT INTO recordings (recording_id, performing_artist, recording_title, label_name) VALUES (
          ${recording.recordingIdentifier},
          '${recording.performingArtist.replace(/'/g, "''")}',
          '${recording.recordingTitle.replace(/'/g, "''")}',
          ${recording.labelName ? `'${recording.labelName.replace(/'/g, "''")}'` : 'NULL'}
        )
      `)
    }
  } finally {
    connection.closeSync()
  }
}

export async function sign(id: number, parts: readonly string[]): Promise<void> {
  const database = await getInstance()
  const connection = await database.connect()
  try {
    await connection.run(
      'UPDATE recordings SET digest = ? WHERE recording_id = ?',
      [
        createHash('sha256')
          .update(parts.join())
          .digest('hex'),
        id,
      ],
    )
  } finally {
    connection.closeSync()
  }
}
