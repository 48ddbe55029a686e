import type { Comment, Program } from 'oxc-parser'
import type { Place } from '../model.js'
import { type Node, walk } from './nodes.js'
import { commentsOf, parseToJson, programOf } from './parse.js'
import { Scopes } from './scopes.js'

/** A parsed file. Offsets count UTF-16 code units of `text`, a BOM included. */
export class SourceFile {
  readonly path: string
  readonly text: string
  /** SHA-256 of the file's bytes, hex. */
  readonly hash: string
  readonly program: Program
  readonly scopes: Scopes
  /** What was worked out of the file: see PerFile. */
  readonly kept = new Map<object, unknown>()
  #comments: readonly Comment[] | undefined
  #lineStarts: number[] | undefined

  /** Throws SyntaxError. `json` is what `parseToJson` makes of the text, where that is known. */
  constructor(path: string, text: string, hash: string, json = parseToJson(path, text)) {
    this.path = path
    this.text = text
    this.hash = hash
    this.program = programOf(json)
    leaveToNextLine(this.program as Node, text)
    // Also sets every node's parent.
    this.scopes = new Scopes(this.program)
  }

  /** Few ask: they are read from the text again rather than for every file. */
  get comments(): readonly Comment[] {
    this.#comments ??= /\/[/*]/.test(this.text) ? commentsOf(this.path, this.text) : []
    return this.#comments
  }

  get typed(): boolean {
    return /\.[cm]?tsx?$/.test(this.path)
  }

  textOf(node: { readonly start: number; readonly end: number }): string {
    return this.text.slice(node.start, node.end)
  }

  place(node: { readonly start: number; readonly end: number }): Place {
    return { file: this.path, start: node.start, end: node.end, ...this.position(node.start) }
  }

  /** The identifier that starts at an offset. */
  identifierAt(offset: number): Node | undefined {
    let found: Node | undefined
    walk(this.program, (node) => {
      if (found || offset < node.start || offset >= node.end) return false
      if (node.start === offset && node.type === 'Identifier') found = node
      return true
    })
    return found
  }

  /** 1-based line and column of an offset. */
  position(offset: number): { readonly line: number; readonly column: number } {
    this.#lineStarts ??= lineStartsOf(this.text)
    let low = 0
    let high = this.#lineStarts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#lineStarts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - this.#lineStarts[low]! + 1 }
  }

  /** The text from the line's start to the node, when it is only white space. */
  indentationAt(node: Node): string {
    const lineStart = this.text.lastIndexOf('\n', node.start - 1) + 1
    return /^\uFEFF?([ \t]*)/.exec(this.text.slice(lineStart, node.start))?.[1] ?? ''
  }
}

/**
 * A semicolon that begins a line guards what follows there, `;(async () => …)()`, and stays when the statement above
 * goes or others are put below it, though the grammar counts it to that statement.
 */
function leaveToNextLine(program: Node, text: string): void {
  if (!/\n[ \t]*;/.test(text)) return
  const ends = new Map<number, number>()
  walk(program, (node) => {
    const before = text[node.end - 1] === ';' ? text.slice(node.start, node.end - 1) : ''
    if (node.type !== 'EmptyStatement' && /\n[ \t]*$/.test(before))
      ends.set(node.end, node.start + before.trimEnd().length)
    return true
  })
  if (ends.size === 0) return
  // `while (next());`, with its semicolon on a line of its own.
  walk(program, (node) => {
    if (node.type === 'EmptyStatement') ends.delete(node.end)
    return true
  })
  walk(program, (node) => {
    if (node.type !== 'Program') node.end = ends.get(node.end) ?? node.end
    return true
  })
}

function lineStartsOf(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** Why a text does not parse; undefined when it does. */
export function syntaxProblem(path: string, text: string): string | undefined {
  try {
    new SourceFile(path, text, '')
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
