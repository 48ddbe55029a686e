import { vi } from 'vitest'
import { getClient } from './db.js'

vi.mock('./db.js', () => ({ getClient: vi.fn() }))

export const mocked = vi.mocked(getClient)
