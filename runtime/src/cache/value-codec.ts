import * as util from 'node:util'
import { deserialize, serialize } from 'node:v8'
import * as zlib from 'node:zlib'

const magic = Buffer.from('DSc1')
const headerBytes = magic.length + 4 + 1
const compressedFlag = 1
const largestValueBytes = 256 * 1024 * 1024

/** A value as bytes, with all of JavaScript's and the driver's types, and a check sum that tells garbage from it. */
export async function encode(value: unknown, compressOverBytes: number): Promise<Buffer> {
  let body: Buffer = serialize(withoutClasses(value))
  let flags = 0
  if (body.length > compressOverBytes) {
    body = await util.promisify(zlib.deflateRaw)(body, { level: 1 })
    flags = compressedFlag
  }
  const header = Buffer.alloc(headerBytes)
  magic.copy(header)
  header.writeUInt32LE(zlib.crc32(body, flags), magic.length)
  header[headerBytes - 1] = flags
  return Buffer.concat([header, body])
}

/** Throws when the bytes are not what `encode` made. */
export async function decode(bytes: Buffer): Promise<unknown> {
  if (bytes.length <= headerBytes || !bytes.subarray(0, magic.length).equals(magic)) {
    throw new Error('The bytes are no cache entry.')
  }
  const flags = bytes[headerBytes - 1]!
  let body = bytes.subarray(headerBytes)
  if (zlib.crc32(body, flags) !== bytes.readUInt32LE(magic.length))
    throw new Error('The cache entry is damaged.')
  if (flags & compressedFlag)
    body = await util.promisify(zlib.inflateRaw)(body, { maxOutputLength: largestValueBytes })
  const value: unknown = deserialize(body)
  return withClasses(value, needsClasses(value) ? await valueClasses() : undefined)
}

/** Stands for an instance in the bytes, where classes are lost. Rows themselves hold no Map. */
const classMark = '__class'

function withoutClasses(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(withoutClasses)
  const prototype = Object.getPrototypeOf(value) as object | null
  if (prototype === Object.prototype) return mapProperties(value, withoutClasses)
  if (value instanceof Date || value instanceof Uint8Array) return value
  if (value instanceof Map)
    return new Map([
      [classMark, 'Map'],
      ['entries', [...value].map(withoutClasses)],
    ] as [string, unknown][])
  if (value instanceof Set)
    return new Map([
      [classMark, 'Set'],
      ['entries', [...value].map(withoutClasses)],
    ] as [string, unknown][])
  const name = (value.constructor as { name?: string } | undefined)?.name
  if (!name?.startsWith('DuckDB')) throw new TypeError(`Values of class ${name ?? 'null'} cannot be cached.`)
  return new Map([
    [classMark, name],
    ['fields', mapProperties(value, withoutClasses)],
  ] as [string, unknown][])
}

function needsClasses(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (value instanceof Map) return true
  if (value instanceof Date || value instanceof Uint8Array) return false
  return Object.values(value).some(needsClasses)
}

function withClasses(value: unknown, classes: ReadonlyMap<string, object> | undefined): unknown {
  if (!classes || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => withClasses(item, classes))
  if (value instanceof Date || value instanceof Uint8Array) return value
  if (!(value instanceof Map)) return mapProperties(value, (item) => withClasses(item, classes))
  const name = String(value.get(classMark))
  const entries = () => withClasses(value.get('entries'), classes) as unknown[]
  if (name === 'Map') return new Map(entries() as [unknown, unknown][])
  if (name === 'Set') return new Set(entries())
  const prototype = classes.get(name)
  if (!prototype) throw new Error(`The cache entry holds a ${name}, which this driver does not have.`)
  const fields = mapProperties(value.get('fields') as object, (item) => withClasses(item, classes))
  return Object.assign(Object.create(prototype) as object, fields)
}

function mapProperties(value: object, map: (item: unknown) => unknown): Record<string, unknown> {
  // Assigning a column named `__proto__` would set the prototype instead.
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, map(item)]))
}

let loading: Promise<ReadonlyMap<string, object>> | undefined

/** The driver's value classes by name, loaded when the first such value is met. */
function valueClasses(): Promise<ReadonlyMap<string, object>> {
  loading ??= import('@duckdb/node-api').then(
    (api) =>
      new Map(
        Object.values(api).flatMap((value) =>
          typeof value === 'function' && value.prototype
            ? [[value.name, value.prototype as object] as [string, object]]
            : [],
        ),
      ),
  )
  return loading
}
