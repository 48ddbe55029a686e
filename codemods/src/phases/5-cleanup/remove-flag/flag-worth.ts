/** What the configuration says of a flag: the side that won. */
export type FlagValue = boolean | string | number

/** What an expression gives once the flag is decided. */
export type Worth =
  | { readonly kind: 'constant'; readonly value: FlagValue }
  /** An environment variable that is on or off, whatever its text is. */
  | { readonly kind: 'switch'; readonly on: boolean }

const onWords = new Set(['true', 'on', '1', 'yes', 'enabled'])
const offWords = new Set(['false', 'off', '0', 'no', 'disabled', ''])

/** `on` and `off` as the runtime's rollout takes them; undefined for other texts. */
export function booleanOf(value: FlagValue): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (value === 'on' || value === 'true') return true
  return value === 'off' || value === 'false' ? false : undefined
}

export function constant(value: FlagValue): Worth {
  return { kind: 'constant', value }
}

export function isTruthy(worth: Worth): boolean {
  return worth.kind === 'switch' ? worth.on : Boolean(worth.value)
}

/** Whether the worth equals a literal; undefined where the text of a switch would decide. `undefined` stands for null too. */
export function equals(worth: Worth, literal: FlagValue | undefined): boolean | undefined {
  if (worth.kind === 'constant') return worth.value === literal
  if (literal === undefined) return worth.on ? false : undefined
  const word = String(literal).toLowerCase()
  if (onWords.has(word)) return worth.on
  return offWords.has(word) ? !worth.on : undefined
}
