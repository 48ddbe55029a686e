import { DatabaseError } from '../errors/database-error.js'

/** Text forms of types that have no JavaScript value of their own. */

const nanosPerSecond = 1_000_000_000n

/** Days since 1970-01-01 of `YYYY-MM-DD`. */
export function parseDate(value: unknown): number {
  const millis = /^\d{4}-\d\d-\d\d$/.test(String(value)) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(millis)) throw unreadable(value, 'a date as YYYY-MM-DD')
  return millis / 86_400_000
}

/** Microseconds since midnight of `HH:MM:SS` with up to six decimals. */
export function parseTime(value: unknown): bigint {
  const match = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?$/.exec(String(value))
  if (!match) throw unreadable(value, 'a time as HH:MM:SS.ffffff')
  const [, hours, minutes, seconds = '0', fraction = ''] = match
  const whole = (BigInt(hours!) * 60n + BigInt(minutes!)) * 60n + BigInt(seconds)
  return whole * 1_000_000n + BigInt(fraction.padEnd(6, '0'))
}

/** Nanoseconds since the epoch of an ISO date and time; without a zone, UTC. */
export function parseTimestampNanos(value: unknown): bigint {
  const match =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i.exec(
      String(value),
    )
  const [, date, time = '00:00:00', fraction = '', zone = 'Z'] = match ?? []
  const offset = /^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')
  const millis = match ? Date.parse(`${date}T${time}${offset.toUpperCase()}`) : Number.NaN
  if (Number.isNaN(millis)) throw unreadable(value, 'a timestamp as YYYY-MM-DD HH:MM:SS.ffffff')
  return BigInt(millis / 1000) * nanosPerSecond + BigInt(fraction.padEnd(9, '0'))
}

export function parseUuid(value: unknown): bigint {
  const digits = String(value).replaceAll('-', '')
  if (!/^[\da-f]{32}$/i.test(digits)) throw unreadable(value, 'a UUID')
  return BigInt(`0x${digits}`)
}

/** The scaled integer of a decimal number, rounded half away from zero to `scale` decimals. */
export function parseDecimal(value: unknown, scale: number): bigint {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(String(value).trim())
  if (!match || `${match[2]}${match[3] ?? ''}` === '') throw unreadable(value, 'a decimal number')
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const digits = whole + fraction
  const shift = scale - fraction.length + Number(exponent)
  const scaled =
    shift >= 0
      ? BigInt(digits) * 10n ** BigInt(shift)
      : (BigInt(digits) + 5n * 10n ** BigInt(-shift - 1)) / 10n ** BigInt(-shift)
  return sign === '-' ? -scaled : scaled
}

function unreadable(value: unknown, expected: string): DatabaseError {
  const kind = typeof value === 'object' ? (value?.constructor?.name ?? 'null') : typeof value
  return new DatabaseError(`A ${kind} was given that is not ${expected}.`, { code: 'conversion' })
}
