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
    const after = applyEdits(old, moved)
    const reaches = end === before.length && !before.endsWith('\n')
    lines.push(
      ...((!reaches && plainHunk(old, moved, line, shift)) || comparedHunks(old, after, line, shift)),
    )
    shift += count(after, 0, after.length) - count(old, 0, old.length)
  }
  return `${lines.join('\n')}\n`
}

/** What the library finds between two pieces of a text; `line`: where the first begins, 1-based. */
function comparedHunks(old: string, after: string, line: number, shift: number): string[] {
  const patch = createTwoFilesPatch('', '', old, after, undefined, undefined, { context })
  const all = patch.split('\n')
  const body = all.slice(all.findIndex((text) => text.startsWith('@@')))
  if (body.at(-1) === '') body.pop()
  return body.map((text) => {
    const header = /^@@ -(\d+)(,\d+)? \+(\d+)(,\d+)? @@$/.exec(text)
    if (!header) return text
    const from = Number(header[1]) + line - 1
    const to = Number(header[3]) + line - 1 + shift
    return `@@ -${from}${header[2] ?? ''} +${to}${header[4] ?? ''} @@`
  })
}

/**
 * The hunk of edits whose lines before and after have none in common but the outer ones, so that nothing has to be
 * compared: thousands of calls are edited within their line. Undefined for all others.
 */
function plainHunk(
  old: string,
  edits: readonly TextEdit[],
  line: number,
  shift: number,
): string[] | undefined {
  const body: string[] = []
  let kept = 0
  let removed = 0
  let added = 0
  let first = -1
  let at = 0
  for (let index = 0; index < edits.length; ) {
    let start = lineStart(old, edits[index]!.start)
    let end = lineEnd(old, edits[index]!.end)
    let next = index + 1
    while (next < edits.length && lineStart(old, edits[next]!.start) <= end) {
      end = Math.max(end, lineEnd(old, edits[next]!.end))
      next += 1
    }
    const own = edits
      .slice(index, next)
      .map((edit) => ({ start: edit.start - start, end: edit.end - start, text: edit.text }))
    const from = linesOf(old.slice(start, end))
    const to = linesOf(applyEdits(old.slice(start, end), own))
    if (!to || !from) return undefined
    while (from.length > 0 && from[0] === to[0]) {
      start += from.shift()!.length + 1
      to.shift()
    }
    while (from.length > 0 && from.at(-1) === to.at(-1)) {
      end -= from.pop()!.length + 1
      to.pop()
    }
    if (from.length + to.length === 0) return undefined
    const common = new Set(from)
    if (to.some((text) => common.has(text))) return undefined
    const between = linesOf(old.slice(at, start))!
    if (first >= 0 && between.length > 2 * context) return undefined
    const dropped = first < 0 ? Math.max(0, between.length - context) : 0
    if (first < 0) first = dropped
    for (const text of between.slice(dropped)) body.push(` ${text}`)
    for (const text of from) body.push(`-${text}`)
    for (const text of to) body.push(`+${text}`)
    kept += between.length - dropped
    removed += from.length
    added += to.length
    at = end
    index = next
  }
  const rest = linesOf(old.slice(at))!.slice(0, context)
  for (const text of rest) body.push(` ${text}`)
  kept += rest.length
  const start = line + first
  return [`@@ -${start},${kept + removed} +${start + shift},${kept + added} @@`, ...body]
}

/** Undefined when the last one has no end. */
function linesOf(text: string): string[] | undefined {
  const lines = text.split('\n')
  return lines.pop() === '' ? lines : undefined
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
}

/** After the end of the line that holds an offset. */
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end + 1
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
