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
    const moved = movedBack(own, start)
    const after = applyEdits(old, moved)
    lines.push(...(plainHunk(old, moved, line, shift) ?? comparedHunks(old, after, line, shift)))
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
  let first = line
  let at = 0
  for (let index = 0; index < edits.length; ) {
    let start = linesBack(old, edits[index]!.start, 0)
    let end = linesOn(old, edits[index]!.end, 0)
    let next = index + 1
    while (next < edits.length && linesBack(old, edits[next]!.start, 0) <= end) {
      end = Math.max(end, linesOn(old, edits[next]!.end, 0))
      next += 1
    }
    const lines = old.slice(start, end)
    const from = linesOf(lines)
    const to = linesOf(applyEdits(lines, movedBack(edits.slice(index, next), start)))
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
    const isFirst = body.length === 0
    if (!isFirst && between.length > 2 * context) return undefined
    if (isFirst) first += between.splice(0, Math.max(0, between.length - context)).length
    for (const text of between) body.push(` ${text}`)
    for (const text of from) body.push(`-${text}`)
    for (const text of to) body.push(`+${text}`)
    at = end
    index = next
  }
  const rest = linesOf(old.slice(at))
  if (!rest) return undefined
  for (const text of rest.slice(0, context)) body.push(` ${text}`)
  const without = (sign: string) => body.filter((text) => !text.startsWith(sign)).length
  const [before, after] = [without('+'), without('-')]
  // A side without lines is numbered in a way of its own.
  if (before === 0 || after === 0) return undefined
  return [`@@ -${first},${before} +${first + shift},${after} @@`, ...body]
}

/** Edits of a text as edits of its part that begins at an offset. */
function movedBack(edits: readonly TextEdit[], by: number): TextEdit[] {
  return edits.map(({ start, end, text }) => ({ start: start - by, end: end - by, text }))
}

/** Undefined when the last one has no end. */
function linesOf(text: string): string[] | undefined {
  const lines = text.split('\n')
  return lines.pop() === '' ? lines : undefined
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
