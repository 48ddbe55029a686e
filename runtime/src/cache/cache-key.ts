import * as crypto from 'node:crypto'
import type { Parameters, RowFormat } from '../driver/driver.js'

/** Equal for equal statements, values and formats, and for nothing else; undefined for values that cannot be told apart. */
export function cacheKey(
  sql: string,
  parameters: Parameters | undefined,
  format: RowFormat,
): string | undefined {
  if (parameters === undefined) return `${format}|${sql}`
  const values = parameterText(parameters)
  return values === undefined ? undefined : `${format}|${sql.length}|${sql}|${values}`
}

/** A short name of fixed length for a key that may be long and hold personal data. */
export function shortKey(key: string): string {
  return crypto.createHash('sha256').update(key).digest('base64url').slice(0, 27)
}

function parameterText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return `s${value.length}:${value}`
    case 'number':
      return Object.is(value, -0) ? 'n-0' : `n${value}`
    case 'bigint':
      return `i${value}`
    case 'boolean':
      return `b${value}`
    case 'undefined':
      return 'u'
    case 'object':
      return value === null ? '0' : objectText(value)
    default:
      return undefined
  }
}

function objectText(value: object): string | undefined {
  if (value instanceof Date) return `d${value.getTime()}`
  if (value instanceof Uint8Array) return `x${Buffer.from(value).toString('base64')}`
  const isList = Array.isArray(value)
  const entries = isList
    ? value.map((item) => ['', item] as const)
    : Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  if (!isList && Object.getOwnPropertySymbols(value).length > 0) return undefined
  const parts: string[] = []
  for (const [name, item] of entries) {
    const text = parameterText(item)
    if (text === undefined) return undefined
    parts.push(isList ? text : `${name.length}:${name}${text}`)
  }
  const kind = isList ? '' : (value.constructor?.name ?? 'null')
  return `${isList ? 'l' : 'o'}${kind}${parts.length}(${parts.join(',')})`
}
