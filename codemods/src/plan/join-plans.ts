import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashOf } from '../apply/hash.js'
import { composeEdits, offsetBefore } from '../edits/compose-edits.js'
import { applyEdits } from '../edits/text-edits.js'
import type { Change, FileChange, Place, Plan } from '../model.js'

/** The text of every file that a plan changes, after it; `null` for those it deletes. */
export function textsAfter(root: string, plan: Plan): Map<string, string | null> {
  return new Map(
    plan.files.map((change) => [
      change.path,
      change.kind === 'delete' ? null : applyEdits(textOf(root, change.path) ?? '', change.edits),
    ]),
  )
}

/** One plan that does what `first` does, and then `second`, which was made on the texts that `first` leaves. */
export function joinPlans(root: string, first: Plan, second: Plan): Plan {
  const files = new Map(first.files.map((change) => [change.path, change]))
  const placed = (place: Place): Place => {
    const edits = first.files.find(({ path }) => path === place.file)?.edits ?? []
    return { ...place, start: offsetBefore(edits, place.start), end: offsetBefore(edits, place.end) }
  }
  for (const change of second.files) {
    const joined = joinFile(root, files.get(change.path), change)
    if (joined) files.set(change.path, joined)
    else files.delete(change.path)
  }
  const sorted = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
  const unverified = [first, second].find((plan) => plan.rehearsal.outcome !== 'checked')
  return {
    ...first,
    changes: renumbered([...first.changes, ...second.changes]),
    refusals: [
      ...first.refusals,
      ...second.refusals.map((refusal) => ({ ...refusal, place: placed(refusal.place) })),
    ],
    files: sorted,
    read: { ...second.read, ...first.read, ...hashesOf(root, sorted) },
    rehearsal: {
      ...(unverified ?? first).rehearsal,
      checkedFiles: Math.max(first.rehearsal.checkedFiles, second.rehearsal.checkedFiles),
      newDiagnostics: [...first.rehearsal.newDiagnostics, ...second.rehearsal.newDiagnostics],
      removedChanges: [...first.rehearsal.removedChanges, ...second.rehearsal.removedChanges],
    },
  }
}

function joinFile(root: string, before: FileChange | undefined, change: FileChange): FileChange | undefined {
  if (!before) return change
  const { path } = change
  const original = textOf(root, path)
  if (change.kind === 'delete') {
    if (original === undefined) return undefined
    return { path, kind: 'delete', before: hashOf(original), edits: [] }
  }
  if (before.kind === 'delete') {
    const text = applyEdits('', change.edits)
    return edited(path, original ?? '', [{ start: 0, end: (original ?? '').length, text }])
  }
  if (original === undefined) {
    const text = applyEdits(applyEdits('', before.edits), change.edits)
    return { path, kind: 'create', after: hashOf(text), edits: [{ start: 0, end: 0, text }] }
  }
  return edited(path, original, composeEdits(original.length, before.edits, change.edits))
}

function edited(path: string, original: string, edits: FileChange['edits']): FileChange | undefined {
  const text = applyEdits(original, edits)
  if (text === original) return undefined
  return { path, kind: 'edit', before: hashOf(original), after: hashOf(text), edits }
}

function renumbered(changes: readonly Change[]): Change[] {
  const numbers = new Map<string, number>()
  return changes.map((change) => {
    const number = (numbers.get(change.codemod) ?? 0) + 1
    numbers.set(change.codemod, number)
    return { ...change, id: `${change.codemod}-${number}` }
  })
}

function hashesOf(root: string, files: readonly FileChange[]): Record<string, string> {
  return Object.fromEntries(
    files.flatMap(({ path, kind }) => {
      const original = kind === 'create' ? undefined : textOf(root, path)
      return original === undefined ? [] : [[path, hashOf(original)]]
    }),
  )
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

function textOf(root: string, path: string): string | undefined {
  const full = join(root, path)
  return existsSync(full) ? decoder.decode(readFileSync(full)) : undefined
}
