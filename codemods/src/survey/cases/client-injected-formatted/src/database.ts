import { createToken } from '@duckshift/runtime'
import { ArchiveClient } from './client.js'

export const connectAccessor = createToken(
  'connectAccessor',
  () =>
    ArchiveClient.connect.bind(ArchiveClient),
)
