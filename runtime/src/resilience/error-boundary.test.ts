import { describe, expect, it } from 'vitest'
import { Database } from '../database.js'
import { ConflictError } from '../errors/database-error.js'
import { ErrorBoundary, toTypedError } from './error-boundary.js'
import { OperationError } from './resilience-errors.js'

function recordingLogger() {
  const lines: { level: string; fields: Readonly<Record<string, unknown>>; message: string }[] = []
  const log = (level: string) => (fields: Readonly<Record<string, unknown>>, message: string) =>
    void lines.push({ level, fields, message })
  return { lines, error: log('error'), warn: log('warn') }
}

describe('ErrorBoundary', () => {
  it('logs once, however many boundaries an error crosses, and never a value', async () => {
    const logger = recordingLogger()
    const boundary = new ErrorBoundary({ logger })
    const db = await Database.open(':memory:')
    await db.script("create table t(email varchar primary key); insert into t values ('ann@example.org')")
    const save = () => db.execute("insert into t values ('ann@example.org')")
    const nested = boundary.run('register', () => boundary.run('save', save))
    await expect(nested).rejects.toMatchObject({ code: 'constraint' })
    expect(logger.lines).toMatchObject([
      {
        level: 'error',
        message: 'save failed',
        fields: { operation: 'save', code: 'constraint', category: 'integrity', retryable: false },
      },
    ])
    expect(JSON.stringify(logger.lines)).not.toContain('ann')
    await db.close()
  })

  it('makes anything thrown one of the family, with the original as its cause', async () => {
    const boundary = new ErrorBoundary()
    for (const thrown of [new RangeError('too much'), 'text', undefined, { odd: true }]) {
      const error = await boundary.run('work', () => Promise.reject(thrown)).catch((caught) => caught)
      expect(error).toBeInstanceOf(OperationError)
      expect(error).toMatchObject({ code: 'operation-failed', about: 'work', retryable: false })
      if (thrown !== undefined) expect(error.cause).toBe(thrown)
    }
  })

  it("classifies the driver's own errors, and warns of what may be retried", () => {
    const logger = recordingLogger()
    const driver = new Error('TransactionContext Error: Conflict on update!')
    const error = new ErrorBoundary({ logger }).handle(driver, 'work')
    expect(error).toBeInstanceOf(ConflictError)
    expect(logger.lines[0]).toMatchObject({ level: 'warn', fields: { code: 'conflict' } })
    expect(toTypedError(error)).toBe(error)
  })

  it('gives code a typed error with a message of its own', () => {
    const cause = new Error('ETIMEDOUT')
    const error = new OperationError('The model could not be loaded', { cause })
    expect([error.message, error.cause, error.name]).toEqual([
      'The model could not be loaded',
      cause,
      'OperationError',
    ])
  })
})
