/** Copies that share nothing changeable with the original. Values the driver made keep their class. */
export function copyValue<T>(value: T): T {
  return typeof value === 'object' && value !== null ? (copyObject(value) as T) : value
}

function copyObject(value: object): object {
  if (Array.isArray(value)) return value.map(copyValue)
  const prototype = Object.getPrototypeOf(value)
  if (prototype === Object.prototype) return copyProperties(value, {})
  if (value instanceof Date) return new Date(value.getTime())
  if (Buffer.isBuffer(value)) return Buffer.from(value)
  if (value instanceof Uint8Array) return value.slice()
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [copyValue(key), copyValue(item)]))
  if (value instanceof Set) return new Set([...value].map(copyValue))
  return copyProperties(value, Object.create(prototype) as object)
}

const changeable = { configurable: true, enumerable: true, writable: true }

function copyProperties(from: object, to: object): object {
  for (const [name, value] of Object.entries(from)) {
    const copy = copyValue(value)
    // Assigning a column named `__proto__` would set the prototype instead.
    if (name === '__proto__') Object.defineProperty(to, name, { value: copy, ...changeable })
    else (to as Record<string, unknown>)[name] = copy
  }
  return to
}

/** About how much memory a value takes. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return 16 + 2 * value.length
  if (typeof value !== 'object' || value === null) return 8
  if (value instanceof Uint8Array) return 64 + value.byteLength
  if (value instanceof Date) return 32
  let bytes = 32
  const items = value instanceof Map || value instanceof Set ? [...value] : Object.values(value)
  for (const item of items) bytes += 8 + sizeOf(item)
  return bytes
}
