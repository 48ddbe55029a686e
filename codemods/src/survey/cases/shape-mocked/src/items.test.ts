import { vi } from 'vitest'
import * as db from './db.js'

vi.mock('./db.js', () => ({ getClient: vi.fn() })) // usage: mocked-in-test
vi.spyOn(db, 'getClient') // usage: mocked-in-test
