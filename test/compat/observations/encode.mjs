/** A JavaScript value as JSON that keeps what JSON loses: bigint, Date, bytes, undefined, NaN, errors, classes. */
export function encode(value) {
  switch (typeof value) {
    case 'bigint':
      return { $bigint: String(value) }
    case 'undefined':
      return { $undefined: true }
    case 'function':
      return { $function: value.length }
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $number: Object.is(value, -0) ? '-0' : String(value) }
  }
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(encode)
  if (value instanceof Date) return { $date: Number.isNaN(value.getTime()) ? 'invalid' : value.toISOString() }
  if (Buffer.isBuffer(value)) return { $buffer: value.toString('hex') }
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('hex') }
  if (value instanceof Error)
    return { $error: { class: value.constructor.name, message: value.message, ...own(value) } }
  const name = Object.getPrototypeOf(value)?.constructor?.name ?? 'null'
  return name === 'Object' ? own(value) : { $class: name, ...own(value) }
}

function own(value) {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encode(item)]))
}
