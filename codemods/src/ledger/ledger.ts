import type { Usage } from '../model.js'

/** A phase's number, or `todo` for places marked in the code. */
export type LedgerKey = `${1 | 2 | 3 | 4 | 5 | 6}` | 'todo'

export interface LedgerEntry {
  readonly counts: ReadonlyMap<LedgerKey, number>
  /** Why the file was once allowed more. */
  readonly reason?: string
}

/** How much legacy usage each file may have. */
export type Ledger = ReadonlyMap<string, LedgerEntry>

export interface LedgerExcess {
  readonly file: string
  readonly key: LedgerKey
  readonly allowed: number
  readonly found: number
}

export const ledgerFile = 'duckshift.ledger'

const header = '# How much legacy usage is left, by file and phase. Written by "duckshift status --update".\n'
const keys: readonly LedgerKey[] = ['1', '2', '3', '4', '5', '6', 'todo']

/** What the code has now. Tests keep their own access until phase 5, so that is where their usages count. */
export function ledgerOf(
  usages: readonly Pick<Usage, 'file' | 'phase' | 'inTest'>[],
  todos: readonly { readonly file: string }[],
): Ledger {
  const found = new Map<string, { counts: Map<LedgerKey, number> }>()
  const count = (file: string, key: LedgerKey) => {
    const entry = found.get(file) ?? { counts: new Map<LedgerKey, number>() }
    found.set(file, entry)
    entry.counts.set(key, (entry.counts.get(key) ?? 0) + 1)
  }
  for (const { file, phase, inTest } of usages) count(file, inTest ? '5' : `${phase}`)
  for (const { file } of todos) count(file, 'todo')
  return found
}

/** Where the code has more than the ledger allows. A file that the ledger does not name may have nothing. */
export function excessOf(ledger: Ledger, found: Ledger): LedgerExcess[] {
  const excess: LedgerExcess[] = []
  for (const [file, { counts }] of [...found].sort(byFile)) {
    for (const key of keys) {
      const allowed = ledger.get(file)?.counts.get(key) ?? 0
      const own = counts.get(key) ?? 0
      if (own > allowed) excess.push({ file, key, allowed, found: own })
    }
  }
  return excess
}

/** The ledger lowered to what the code has; never raised, unless there is a reason. */
export function updateLedger(ledger: Ledger | undefined, found: Ledger, increase?: string): Ledger {
  if (!ledger) return found
  const updated = new Map<string, LedgerEntry>()
  for (const file of new Set([...ledger.keys(), ...found.keys()])) {
    const before = ledger.get(file)
    const counts = new Map<LedgerKey, number>()
    let raised = false
    for (const key of keys) {
      const allowed = before?.counts.get(key) ?? 0
      const own = found.get(file)?.counts.get(key) ?? 0
      const next = increase === undefined ? Math.min(allowed, own) : own
      raised ||= next > allowed
      if (next > 0) counts.set(key, next)
    }
    const reason = raised ? increase : before?.reason
    if (before || counts.size > 0) updated.set(file, { counts, ...(reason && counts.size > 0 && { reason }) })
  }
  return total(updated) === 0 ? new Map() : updated
}

export function total(ledger: Ledger): number {
  let sum = 0
  for (const { counts } of ledger.values()) for (const [key, own] of counts) if (key !== 'todo') sum += own
  return sum
}

/**
 * One line per file, sorted. An empty line follows each, and a file that is done keeps its line with a zero: lines
 * that change on two branches are then never neighbours, which is what git takes for a conflict.
 */
export function renderLedger(ledger: Ledger): string {
  const lines = [...ledger].sort(byFile).map(([file, { counts, reason }]) => {
    const own = keys.filter((key) => counts.has(key)).map((key) => `${key}=${counts.get(key)}`)
    return `\n${quoted(file)} ${own.join(' ') || '0'}${reason ? ` # ${oneLine(reason)}` : ''}\n`
  })
  return header + lines.join('')
}

/** Reads a ledger, also one that a merge left with both sides' lines: the lower count holds. Throws SyntaxError. */
export function parseLedger(text: string): Ledger {
  const ledger = new Map<string, LedgerEntry>()
  text.split(/\r?\n/).forEach((line, index) => {
    if (!line.trim() || /^(#|<{7}|={7}$|>{7}|\|{7})/.test(line)) return
    const match = /^("(?:[^"\\]|\\.)*"|\S+)((?: (?:[1-6]|todo)=\d+)+| 0)(?: # (.*))?$/.exec(line)
    if (!match) throw new SyntaxError(`line ${index + 1} is not "file phase=count": ${line.slice(0, 80)}`)
    const file = match[1]!.startsWith('"') ? (JSON.parse(match[1]!) as string) : match[1]!
    const counts = new Map<LedgerKey, number>()
    for (const [, key, count] of match[2]!.matchAll(/([1-6]|todo)=(\d+)/g))
      counts.set(key as LedgerKey, Number(count))
    const other = ledger.get(file)
    const reason = match[3] ?? other?.reason
    ledger.set(file, { counts: other ? lower(other.counts, counts) : counts, ...(reason && { reason }) })
  })
  return ledger
}

function lower(a: LedgerEntry['counts'], b: LedgerEntry['counts']): Map<LedgerKey, number> {
  const counts = new Map<LedgerKey, number>()
  for (const key of keys) {
    const least = Math.min(a.get(key) ?? 0, b.get(key) ?? 0)
    if (least > 0) counts.set(key, least)
  }
  return counts
}

function byFile([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function quoted(file: string): string {
  return /^[\w./@+[\]()$~-]+$/.test(file) && !file.startsWith('#') ? file : asciiJson(file)
}

function asciiJson(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007F-\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
