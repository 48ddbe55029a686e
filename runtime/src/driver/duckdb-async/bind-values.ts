import { DatabaseError } from '../../errors/database-error.js'
import { tokensOf } from '../../sql/tokens.js'
import type { Parameters } from '../driver.js'

export interface Binding {
  readonly sql: string
  readonly values: unknown[]
}

/** The package knows positions alone, and few types: names become numbers, and values what it takes as they are. */
export function bindingOf(sql: string, parameters: Parameters | undefined): Binding {
  if (parameters === undefined) return { sql, values: [] }
  if (Array.isArray(parameters)) return { sql, values: parameters.map(valueFor) }
  const given = new Map(Object.entries(parameters).map(([name, value]) => [name.replace(/^\$/, ''), value]))
  const names: string[] = []
  let text = ''
  let end = 0
  for (const token of tokensOf(sql)) {
    if (!/^\$\w+$/.test(token.text)) continue
    const name = token.text.slice(1)
    if (!given.has(name)) throw unfit(`The statement's parameter $${name} was not given.`, sql)
    if (!names.includes(name)) names.push(name)
    text += `${sql.slice(end, token.start)}$${names.indexOf(name) + 1}`
    end = token.end
  }
  const surplus = [...given.keys()].find((name) => !names.includes(name))
  if (surplus !== undefined) throw unfit(`Failed to bind: the statement has no parameter $${surplus}.`, sql)
  return { sql: text + sql.slice(end), values: names.map((name) => valueFor(given.get(name))) }
}

function unfit(message: string, sql: string): DatabaseError {
  return new DatabaseError(message, { code: 'binder', sql })
}

/** The package binds NULL for a bigint, reads bytes as a literal, and makes text of objects its own way. */
export function valueFor(value: unknown): unknown {
  if (value === undefined) return null
  if (typeof value === 'bigint') {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : String(value)
  }
  if (ArrayBuffer.isView(value)) {
    return blobLiteral(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
    ? nestedText(value)
    : String(value)
}

function blobLiteral(bytes: Uint8Array): Buffer {
  const isPlain = (byte: number) => byte >= 32 && byte < 127 && byte !== 92
  const text = Array.from(bytes, (byte) =>
    isPlain(byte) ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  )
  return Buffer.from(text.join(''))
}

/** A list or struct as DuckDB reads it from text. */
function nestedText(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (Array.isArray(value)) return `[${value.map(nestedText).join(', ')}]`
  if (value instanceof Date) return `'${value.toISOString()}'`
  if (typeof value === 'object') {
    const entries = Object.entries(value).map(([key, item]) => `${quotedText(key)}: ${nestedText(item)}`)
    return `{${entries.join(', ')}}`
  }
  return typeof value === 'string' ? quotedText(value) : String(value)
}

function quotedText(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
