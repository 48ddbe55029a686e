import { createTwoFilesPatch } from 'diff'
import type { TextEdit } from '../model.js'
import { applyEdits } from './text-edits.js'

/** A unified diff of one file; `before` or `after` undefined for created and deleted files. */
export function unifiedDiff(path: string, before: string | undefined, after: string | undefined): string {
  const from = before === undefined ? '/dev/null' : `a/${path}`
  const to = after === undefined ? '/dev/null' : `b/${path}`
  const patch = createTwoFilesPatch(from, to, before ?? '', after ?? '', undefined, undefined, { context: 3 })
  return patch.replace(/^=+\r?\n/, '').replace(/^(---|\+\+\+) (.*)\t$/gm, '$1 $2')
}

const context = 3

interface Hunk {
  /** Offsets of whole lines in the text before. */
  start: number
  end: number
  readonly edits: TextEdit[]
}

/**
 * The unified diff that edits make, without comparing whole texts: only the lines around the edits are looked at,
 * so that a change costs what it changes.
 */
export function editsDiff(path: string, before: string, edits: readonly TextEdit[]): string {
  const hunks: Hunk[] = []
  for (const edit of edits) {
    const start = linesBack(before, edit.start, context)
    const end = linesOn(before, edit.end, context)
    const last = hunks.at(-1)
    if (last && start <= last.end) {
      last.end = Math.max(last.end, end)
      last.edits.push(edit)
    } else hunks.push({ start, end, edits: [edit] })
  }
  const lines = [`--- a/${path}`, `+++ b/${path}`]
  let line = 1
  let at = 0
  let shift = 0
  for (const { start, end, edits: own } of hunks) {
    line += count(before, at, start)
    at = start
    const old = before.slice(start, end)
    const moved = own.map((edit) => ({ start: edit.start - start, end: edit.end - start, text: edit.text }))
    const patch = createTwoFilesPatch('', '', old, applyEdits(old, moved), undefined, undefined, { context })
    const all = patch.split('\n')
    const body = all.slice(all.findIndex((text) => text.startsWith('@@')))
    for (const text of body) {
      const header = /^@@ -(\d+)(,\d+)? \+(\d+)(,\d+)? @@$/.exec(text)
      if (!header) {
        lines.push(text)
        continue
      }
      const from = Number(header[1]) + line - 1
      const to = Number(header[3]) + line - 1 + shift
      lines.push(`@@ -${from}${header[2] ?? ''} +${to}${header[4] ?? ''} @@`)
    }
    if (lines.at(-1) === '') lines.pop()
    const after = applyEdits(old, moved)
    shift += count(after, 0, after.length) - count(old, 0, old.length)
  }
  return `${lines.join('\n')}\n`
}

function count(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}

/** The start of the line `lines` above an offset's. */
function linesBack(text: string, offset: number, lines: number): number {
  let at = offset
  for (let line = 0; line <= lines; line += 1) {
    const previous = text.lastIndexOf('\n', at - 1)
    if (previous < 0 || at === 0) return 0
    at = previous
  }
  return at + 1
}

/** The end of the line `lines` below an offset's. */
function linesOn(text: string, offset: number, lines: number): number {
  let at = offset
  for (let line = 0; line <= lines; line += 1) {
    const next = text.indexOf('\n', at)
    if (next < 0) return text.length
    at = next + 1
  }
  return at
}
