import { createHash } from 'node:crypto'
import { inject } from '@duckshift/runtime'
import { RecordingsRepository } from './repositories/recordings-repository.js'

interface Recording {
  recordingIdentifier: number
  performingArtist: string
  recordingTitle: string
  labelName?: string
}

export async function storeAll(recordings: readonly Recording[]): Promise<void> {
  const recordingsRepository = inject(RecordingsRepository)
  for (const recording of recordings) {
    await recordingsRepository.insert(
      recording.recordingIdentifier,
      recording.performingArtist,
      recording.recordingTitle,
      recording.labelName || null,
    )
  }
}

export async function sign(id: number, parts: readonly string[]): Promise<void> {
  const recordingsRepository = inject(RecordingsRepository)
  await recordingsRepository.updateDigestByRecordingId(
    createHash('sha256')
      .update(parts.join())
      .digest('hex'),
    id,
  )
}
