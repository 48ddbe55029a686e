import { vi } from 'vitest'

vi.mock('duckdb-async', () => ({ Database: { create: async () => ({ all: async () => [], close: async () => undefined }) } }))
