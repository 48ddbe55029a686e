import { type AnyFunction, isFunction, memberName, type Node, unwrap, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { functionIn } from './declared.js'
import { ParameterReader } from './parameter-reader.js'

/** `value.replace(/'/g, "''")`: what its quotes are doubled of. */
export function doubledIn(file: SourceFile, call: Node): Node | undefined {
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return undefined
  const [pattern, replacement] = call.arguments.map((argument) => file.textOf(argument))
  const doubles =
    /^replace(All)?$/.test(memberName(call.callee) ?? '') &&
    quotePattern.test(pattern ?? '') &&
    doubledQuote.test(replacement ?? '')
  return doubles ? unwrap(call.callee.object) : undefined
}

const quotePattern = /^(\/'\/g|"'"|'\\'')$/
const doubledQuote = /^("''"|'\\'\\'')$/

/** True for a function that gives its first argument with its quotes doubled, and does nothing else to a text. */
export function isDoubling(file: SourceFile, declared: Node): boolean {
  const held = functionIn(declared)
  if (!held || held.async || held.generator || !held.body) return false
  const reader = ParameterReader.of(file, held)
  return reader !== undefined && new DoublingReader(file, held, reader).isDoubling()
}

/** True where one way ends with an error: an empty text may be refused. */
function throws(node: Node): boolean {
  let found = false
  walk(node, (each) => {
    found ||= each.type === 'ThrowStatement'
    return !found
  })
  return found
}

/** What is given back by one way through a function. */
type Given = 'doubled' | 'same' | 'other'

class DoublingReader {
  readonly #file: SourceFile
  readonly #fn: AnyFunction
  readonly #reader: ParameterReader

  constructor(file: SourceFile, fn: AnyFunction, reader: ParameterReader) {
    this.#file = file
    this.#fn = fn
    this.#reader = reader
  }

  isDoubling(): boolean {
    const body = this.#fn.body as Node
    const returned = body.type === 'BlockStatement' ? this.#returned(body) : [body]
    const given = returned?.map((node) => this.#given(node)) ?? []
    return given.includes('doubled') && !given.includes('other')
  }

  /** Everything that is returned; undefined where more is done than to choose it. */
  #returned(block: Node): Node[] | undefined {
    const returned: Node[] = []
    let isMore = false
    walk(block, (node) => {
      if (node.type === 'ReturnStatement' && node.argument) returned.push(node.argument)
      else if (node.type === 'IfStatement') isMore ||= !this.#asksForType(node.test, !throws(node))
      else if (node.type === 'VariableDeclaration') isMore ||= node.kind !== 'const'
      else if (isFunction(node) || (/Statement$/.test(node.type) && !/^(Block|Throw)/.test(node.type)))
        isMore = true
      return !isMore && node.type !== 'ThrowStatement'
    })
    return isMore ? undefined : returned
  }

  /** Whether it is a text, or is there: not which text it is, but that it may be an empty one. */
  #asksForType(expression: Node, mayBeEmpty = true): boolean {
    const node = unwrap(expression)
    if (node.type === 'LogicalExpression')
      return [node.left, node.right].every((each) => this.#asksForType(each, mayBeEmpty))
    if (node.type === 'UnaryExpression' && node.operator === '!')
      return this.#asksForType(node.argument, mayBeEmpty)
    if (node.type !== 'BinaryExpression') return mayBeEmpty && this.#reader.isParameter(node)
    const asked = unwrap(node.left as Node)
    if (asked.type === 'UnaryExpression' && asked.operator === 'typeof')
      return this.#reader.isParameter(asked.argument)
    return this.#reader.isParameter(asked) && /^(null|undefined)$/.test(this.#file.textOf(node.right))
  }

  #given(expression: Node): Given {
    const node = this.#reader.meant(expression)
    if (this.#isValue(node)) return 'same'
    if (node.type === 'Literal' && node.value === '') return 'same'
    if (node.type === 'ConditionalExpression' && this.#asksForType(node.test)) {
      const ways = [this.#given(node.consequent), this.#given(node.alternate)]
      return ways.includes('other') ? 'other' : ways.includes('doubled') ? 'doubled' : 'same'
    }
    const doubled = doubledIn(this.#file, node)
    return doubled && this.#isValue(this.#reader.meant(doubled)) ? 'doubled' : 'other'
  }

  /** The parameter, as it is or as a text: `String(value)`, `value ?? ''`. */
  #isValue(expression: Node): boolean {
    const node = this.#reader.meant(expression)
    if (this.#reader.isParameter(node)) return true
    if (node.type === 'LogicalExpression')
      return (
        node.operator !== '&&' &&
        this.#isValue(node.left) &&
        /^(''|""|``)$/.test(this.#file.textOf(node.right))
      )
    return this.#reader.isWrittenOut(node, (value) => this.#isValue(value))
  }
}
