/** Where a flag stands: for nobody, for everybody, or for a share of the keys. */
export type RolloutState = 'off' | 'on' | { readonly percentage: number }

/** Undefined for what is none: `off`, `on`, `true`, `false`, `25%`, 25, `{ percentage: 25 }`. */
export function parseRolloutState(value: unknown): RolloutState | undefined {
  if (value === 'on' || value === true) return 'on'
  if (value === 'off' || value === false) return 'off'
  const text =
    typeof value === 'object' && value !== null ? (value as { percentage?: unknown }).percentage : value
  const percentage =
    typeof text === 'string' && /^\s*\d+(\.\d+)?\s*%?\s*$/.test(text) ? Number.parseFloat(text) : text
  if (typeof percentage !== 'number' || !(percentage >= 0 && percentage <= 100)) return undefined
  return { percentage }
}

/** Whether a key is in. The same key always is or is not, and stays in when the percentage grows. */
export function isIn(state: RolloutState, flag: string, key: string): boolean {
  if (state === 'off' || state === 'on') return state === 'on'
  return shareOf(`${flag}\0${key}`) * 100 < state.percentage
}

/** A number in [0, 1) that only depends on the text, spread evenly (FNV-1a, finished as murmur3 does). */
function shareOf(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000
}
