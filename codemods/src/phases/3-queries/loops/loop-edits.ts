import type { TextEdit } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import { enclosingFunction, isFunction, type Node, unwrap, walk } from '../../../survey/nodes.js'
import { bindingNames } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Loop } from './loop.js'

/** How a turn knows its number: the name, and the edits that give it one. */
export interface TurnIndex {
  readonly name: string
  readonly edits: readonly TextEdit[]
}

/** `replaced` is what the turn no longer does: an element that only it needed goes, too. */
export function turnIndex(file: SourceFile, loop: Loop, replaced: Node): TurnIndex | undefined {
  if (loop.kind === 'index') return { name: loop.index, edits: [] }
  const name = freeName(file, 'index')
  if (loop.kind === 'for-of') {
    const element = file.textOf(loop.element)
    if (isOnlyUsedIn(file, loop.element, replaced)) {
      return {
        name,
        edits: [
          { start: loop.element.start, end: loop.element.end, text: name },
          { start: loop.list.end, end: loop.list.end, text: '.keys()' },
        ],
      }
    }
    return {
      name,
      edits: [
        { start: loop.element.start, end: loop.element.end, text: `[${name}, ${element}]` },
        { start: loop.list.end, end: loop.list.end, text: '.entries()' },
      ],
    }
  }
  if (loop.kind === 'queue' || !isFunction(loop.callback)) return undefined
  const parameters = loop.callback.params as Node[]
  const given = parameters[loop.indexAt]
  if (given) return given.type === 'Identifier' ? { name: given.name, edits: [] } : undefined
  const last = parameters[loop.indexAt - 1]!
  const hasParentheses = loop.indexAt > 1 || /^\s*(:\s*[^=]+)?[,)]/.test(file.text.slice(last.end))
  return {
    name,
    edits: hasParentheses
      ? [{ start: last.end, end: last.end, text: `, ${name}` }]
      : [{ start: last.start, end: last.end, text: `(${file.textOf(last)}, ${name})` }],
  }
}

export function isOnlyUsedIn(file: SourceFile, element: Node, replaced: Node): boolean {
  return bindingNames(element).every((name) =>
    file.scopes
      .resolve(name)
      ?.references.every(({ start, end }) => start >= replaced.start && end <= replaced.end),
  )
}

const given = new WeakMap<Node, Set<string>>()

/** A name the file does not declare; with a place, one that was not given to another change of its function. */
export function freeName(file: SourceFile, wanted: string, at?: Node): string {
  const owner = at && (enclosingFunction(at) ?? (file.program as Node))
  const taken = owner && (given.get(owner) ?? new Set<string>())
  let name = wanted
  for (let number = 2; file.scopes.declares(name) || taken?.has(name); number += 1)
    name = `${wanted}${number}`
  if (owner && taken) given.set(owner, taken.add(name))
  return name
}

/** A name that nothing in the function around a place is called, what goes with the change aside. */
export function localName(file: SourceFile, wanted: string, at: Node, gone: readonly Node[]): string {
  const owner = enclosingFunction(at) ?? (file.program as Node)
  let text = file.text.slice(owner.start, owner.end)
  for (const { start, end } of gone) {
    const from = start - owner.start
    text = text.slice(0, from) + ' '.repeat(end - start) + text.slice(end - owner.start)
  }
  const taken = given.get(owner) ?? new Set<string>()
  let name = wanted
  for (let number = 2; taken.has(name) || new RegExp(`\\b${name}\\b`).test(text); number += 1)
    name = `${wanted}${number}`
  given.set(owner, taken.add(name))
  return name
}

/** True when the list is an array to the type checker, so that going through it twice gives the same. */
export function isArray(planning: Planning, file: SourceFile, list: Node): boolean {
  const type = planning.oracle.typeAt(file.path, list.start, list.end)
  return type?.base === 'array' && !type.canBeNull && !type.canBeUndefined
}

/** The list as an expression of an array: sets, maps and their entries are spread. Undefined for other sources. */
export function arrayText(planning: Planning, file: SourceFile, loop: Loop): string | undefined {
  const text = file.textOf(loop.list)
  if (isArray(planning, file, loop.list)) return text
  if (loop.kind !== 'for-of') return undefined
  const type = planning.oracle.typeAt(file.path, loop.list.start, loop.list.end)?.text ?? ''
  const isIteratorOf = /^(Array|Map|Set)Iterator</.test(type) && unwrap(loop.list).type === 'CallExpression'
  return isIteratorOf || /^(Readonly)?(Map|Set)</.test(type) ? `[...${text}]` : undefined
}

/** An expression that gives the same value without effect however often it is evaluated. */
export function isSteady(list: Node): boolean {
  let steady = true
  walk(list, (node) => {
    if (
      !/^(Identifier|MemberExpression|ThisExpression|ParenthesizedExpression|TSNonNullExpression|PrivateIdentifier)$/.test(
        node.type,
      )
    )
      steady = false
    if (node.type === 'MemberExpression' && node.computed) steady = false
    return steady
  })
  return steady
}

/** Inserts statements on lines of their own before a statement. */
export function hoisted(file: SourceFile, before: Node, statements: readonly string[]): TextEdit {
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n'
  const indent = file.indentationAt(before)
  return {
    start: before.start,
    end: before.start,
    text: statements.map((statement) => statement + eol + indent).join(''),
  }
}

export function usesSemicolons(file: SourceFile, near: Node): boolean {
  let semicolons = 0
  let without = 0
  for (const line of file.text
    .slice(0, near.end + 400)
    .split('\n')
    .slice(-25)) {
    if (/;\s*$/.test(line)) semicolons += 1
    else if (/^\s*(const|let|return|await|import)\b.*[\w)'"\]]\s*$/.test(line)) without += 1
  }
  return semicolons > without
}
