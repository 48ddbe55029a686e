import { vi } from 'vitest'

vi.mock('@duckshift/runtime/compat/duckdb-async', () => ({ Database: { create: async () => ({ all: async () => [], close: async () => undefined }) } }))
