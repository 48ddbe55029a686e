import { vi } from 'vitest'

const connection = { runAndReadAll: async () => ({ getRowObjectsJS: () => [{ n: 0 }] }), closeSync: () => undefined }

vi.mock('@duckdb/node-api', () => ({
  DuckDBInstance: { fromCache: async () => ({ connect: async () => connection }) },
}))
