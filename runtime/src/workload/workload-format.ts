import type { Parameters } from '../driver/driver.js'

/** One line of a recording: a statement that ran, or the end of a transaction. */
export type RecordedLine = RecordedStatement | RecordedEnd

export interface RecordedStatement {
  readonly sql: string
  /** As `encodeValue` writes them; absent where there were none, or they are not known. */
  readonly parameters?: unknown
  /** Statements with the same one ran in one transaction. */
  readonly transaction?: string
  /** The connection, where it held what its next statements depend on: SET, temporary tables. */
  readonly session?: string
  /** The request, or whatever else the statement was part of: those of one flow came one after the other. */
  readonly flow?: number
  /** When it began, milliseconds since the recording did. */
  readonly atMs?: number
  readonly ms?: number
  /** Rows returned or changed. */
  readonly rows?: number
  /** Code of the error it ended with. */
  readonly error?: string
  /** Path of the database. */
  readonly database?: string
}

export interface RecordedEnd {
  readonly transaction: string
  readonly end: 'commit' | 'rollback'
}

/** Parameters as JSON, with what JSON has no place for in objects of one property. */
export function encodeValue(value: unknown): unknown {
  if (typeof value === 'bigint') return { $bigint: String(value) }
  if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) }
  if (typeof value !== 'object' || value === null) return value === undefined ? null : value
  if (value instanceof Date) return { $date: value.toISOString() }
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') }
  if (Array.isArray(value)) return value.map(encodeValue)
  const prototype = Object.getPrototypeOf(value) as object | null
  if (prototype !== Object.prototype && prototype !== null) {
    const { items } = value as { items?: unknown }
    // The driver's own values write themselves as SQL would have them; lists as lists.
    return Array.isArray(items) ? items.map(encodeValue) : String(value)
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, encodeValue(item)]))
}

export function decodeValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(decodeValue)
  const entries = Object.entries(value)
  const [[tag, text] = ['', undefined]] = entries
  if (entries.length === 1 && typeof text === 'string') {
    if (tag === '$bigint') return BigInt(text)
    if (tag === '$number') return Number(text)
    if (tag === '$date') return new Date(text)
    if (tag === '$bytes') return Buffer.from(text, 'base64')
  }
  return Object.fromEntries(entries.map(([name, item]) => [name, decodeValue(item)]))
}

export interface WorkloadStatement {
  readonly sql: string
  readonly parameters?: Parameters
}

/** Statements that ran one after the other; more than one in one transaction. */
export interface WorkloadOperation {
  readonly statements: readonly WorkloadStatement[]
  /** It was in a transaction, which was rolled back. */
  readonly isRolledBack: boolean
  readonly isTransaction: boolean
  /** Operations with the same one need one connection of their own. */
  readonly session: string | undefined
  readonly flow: number | undefined
  readonly database: string | undefined
}
