import { isPure } from '../../../dead-code/purity.js'
import {
  isAskedForTruth,
  memberName,
  type Node,
  outermost,
  stringValue,
  unwrap,
} from '../../../survey/nodes.js'
import { constant, equals, type FlagValue, isTruthy, type Worth } from './flag-worth.js'

/** What expressions are worth, given what those that ask for flags are. */
export class Evaluation {
  readonly #asked: ReadonlyMap<Node, Worth>
  readonly #isBoolean: (node: Node) => boolean

  /** `isBoolean` says of an expression whether every value of it is true or false. */
  constructor(asked: ReadonlyMap<Node, Worth>, isBoolean: (node: Node) => boolean) {
    this.#asked = asked
    this.#isBoolean = isBoolean
  }

  /** True where only whether the left side is truthy matters, or it is nothing but true or false. */
  isTestLike(node: Node): boolean {
    return isAskedForTruth(node) || (node.type === 'LogicalExpression' && this.#isBoolean(node.left))
  }

  of(node: Node): Worth | undefined {
    const asked = this.#asked.get(node)
    if (asked) return asked
    switch (node.type) {
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'ChainExpression':
        return this.of(node.expression)
      case 'UnaryExpression': {
        const worth = node.operator === '!' ? this.of(node.argument) : undefined
        return worth && constant(!isTruthy(worth))
      }
      case 'BinaryExpression':
        return this.#compared(node)
      case 'LogicalExpression':
        return this.#logical(node)
      case 'ConditionalExpression': {
        const test = this.of(node.test)
        return test && this.of(isTruthy(test) ? node.consequent : node.alternate)
      }
      case 'CallExpression':
        return this.#called(node)
      default:
        return undefined
    }
  }

  /** The largest expression around this one that is decided as well. */
  topOf(node: Node): Node {
    let top = node
    for (;;) {
      const { parent } = top
      // `x.toLowerCase()` is decided although `x.toLowerCase` alone is nothing that could be.
      const isReceiver = parent?.type === 'MemberExpression' && parent.object === top
      const next = isReceiver ? outermost(parent as Node).parent : parent
      if (!next || this.of(next as Node) === undefined) return top
      top = next as Node
    }
  }

  #compared(node: Node): Worth | undefined {
    if (node.type !== 'BinaryExpression' || !/^[!=]==?$/.test(node.operator)) return undefined
    const left = this.of(node.left as Node)
    const worth = left ?? this.of(node.right)
    if (!worth) return undefined
    const literal = literalOf(left ? node.right : (node.left as Node))
    const same = literal && equals(worth, literal.value)
    return same === undefined ? undefined : constant(node.operator.startsWith('!') ? !same : same)
  }

  #logical(node: Node): Worth | undefined {
    if (node.type !== 'LogicalExpression') return undefined
    const { operator } = node
    const left = this.of(node.left)
    const right = this.of(node.right)
    if (left) {
      // A text in the place of one that is missing: the flag is off or on whichever of them says so.
      if (left.kind === 'switch' && operator !== '&&' && stringValue(node.right) !== undefined) return left
      if (operator === '??') return left
      return isTruthy(left) === (operator === '||') ? left : right
    }
    if (!right || operator === '??' || !isPure(node.left) || !this.isTestLike(node)) return undefined
    if (operator === '&&') return isTruthy(right) ? undefined : constant(false)
    return isTruthy(right) ? constant(true) : undefined
  }

  /** `Boolean(x)`, `x.toLowerCase()`, `['1', 'true'].includes(x)`. */
  #called(node: Node): Worth | undefined {
    if (node.type !== 'CallExpression') return undefined
    const callee = unwrap(node.callee)
    const [first] = node.arguments as Node[]
    if (callee.type === 'Identifier') {
      const worth = first && /^(Boolean|String)$/.test(callee.name) ? this.of(first) : undefined
      if (!worth) return undefined
      if (callee.name === 'Boolean') return constant(isTruthy(worth))
      return worth.kind === 'switch' ? worth : constant(String(worth.value))
    }
    if (callee.type !== 'MemberExpression') return undefined
    const method = memberName(callee)
    const object = this.of(callee.object)
    if (
      object &&
      node.arguments.length === 0 &&
      /^(toLowerCase|toUpperCase|trim|toString)$/.test(method ?? '')
    ) {
      if (object.kind === 'switch') return object
      const text = String(object.value)
      if (method === 'toLowerCase') return constant(text.toLowerCase())
      if (method === 'toUpperCase') return constant(text.toUpperCase())
      return constant(method === 'trim' ? text.trim() : text)
    }
    const list = unwrap(callee.object)
    const asked = first && this.of(first)
    if (method !== 'includes' || !asked || list.type !== 'ArrayExpression') return undefined
    const answers = list.elements.map((element) => {
      const literal = element && literalOf(element as Node)
      return literal ? equals(asked, literal.value) : undefined
    })
    if (answers.includes(true)) return constant(true)
    return answers.includes(undefined) ? undefined : constant(false)
  }
}

/** What a literal, `null` or `undefined` says; undefined for other expressions. */
export function literalOf(node: Node): { readonly value: FlagValue | undefined } | undefined {
  const bare = unwrap(node)
  const text = stringValue(bare)
  if (text !== undefined) return { value: text }
  if (bare.type === 'Identifier' && bare.name === 'undefined') return { value: undefined }
  if (bare.type !== 'Literal') return undefined
  if (bare.value === null && bare.raw === 'null') return { value: undefined }
  return typeof bare.value === 'boolean' || typeof bare.value === 'number' ? { value: bare.value } : undefined
}
