import {
  isAskedForTruth,
  isFunction,
  keyName,
  memberName,
  type Node,
  stringValue,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import { bindingNames } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { ErrorHandler } from '../errors/error-handlers.js'
import type { TextTest } from './type-test.js'

type Text = (error: { readonly name: string; readonly message: string }) => string

/** An expression that tests an error's text, as a function that does the same. */
export interface MessageTest {
  readonly node: Node
  readonly test: TextTest
  /** Variables that hold the text: `const message = error.message`. */
  readonly aliases: ReadonlySet<Node>
}

/** Reads the expressions in a handler that test the text of its error. */
export class MessageTests {
  readonly #file: SourceFile
  readonly #handler: ErrorHandler
  #aliases = new Set<Node>()
  #leaves = 0

  constructor(file: SourceFile, handler: ErrorHandler) {
    this.#file = file
    this.#handler = handler
  }

  /** The expression as a test; undefined for one that asks anything else, or is used for more than true and false. */
  read(node: Node): MessageTest | undefined {
    this.#aliases = new Set()
    this.#leaves = 0
    if (node.type === 'ParenthesizedExpression' || node.type === 'UnaryExpression') return undefined
    const test = this.#condition(node)
    if (!test || this.#leaves === 0) return undefined
    if (!isBoolean(node) && !isAskedForTruth(node)) return undefined
    return { node, test, aliases: this.#aliases }
  }

  #condition(node: Node): TextTest | undefined {
    const bare = unwrap(node)
    switch (bare.type) {
      case 'LogicalExpression': {
        if (bare.operator === '??') return undefined
        const left = this.#condition(bare.left)
        const right = this.#condition(bare.right)
        if (!left || !right) return undefined
        return bare.operator === '&&'
          ? (error) => left(error) && right(error)
          : (error) => left(error) || right(error)
      }
      case 'UnaryExpression': {
        const inner = bare.operator === '!' ? this.#condition(bare.argument) : undefined
        return inner && ((error) => !inner(error))
      }
      case 'BinaryExpression':
        return this.#comparison(bare)
      case 'CallExpression':
        return this.#call(bare)
      case 'Identifier':
      case 'MemberExpression':
        return this.#isError(bare) || (memberName(bare) === 'message' && this.#text(bare))
          ? () => true
          : undefined
      default:
        return undefined
    }
  }

  #comparison(node: Node): TextTest | undefined {
    if (node.type !== 'BinaryExpression') return undefined
    if (node.operator === 'instanceof') {
      const isPlainError = this.#file.textOf(node.right) === 'Error'
      return this.#isError(node.left) && isPlainError ? () => true : undefined
    }
    const position = this.#position(node.left)
    const number = numberValue(node.right)
    if (position && number !== undefined) {
      const compare = comparisons[node.operator]
      return compare && this.#leaf((error) => compare(position(error), number))
    }
    const isSame = node.operator === '===' || node.operator === '=='
    if (!isSame && node.operator !== '!==' && node.operator !== '!=') return undefined
    const literal = this.#literal(node.right)
    const text = literal === undefined ? undefined : this.#text(node.left)
    return text && this.#leaf((error) => (text(error) === literal) === isSame)
  }

  /** `text.indexOf('…')`, `text.search(/…/)` */
  #position(node: Node): ((error: Parameters<Text>[0]) => number) | undefined {
    const bare = unwrap(node)
    if (bare.type !== 'CallExpression' || bare.arguments.length !== 1) return undefined
    const callee = unwrap(bare.callee)
    if (callee.type !== 'MemberExpression') return undefined
    const method = memberName(callee)
    const [argument] = bare.arguments as Node[]
    const text = method === 'indexOf' || method === 'search' ? this.#text(callee.object) : undefined
    if (!text) return undefined
    if (method === 'search') {
      const regex = this.#regex(argument!)
      return regex && ((error) => text(error).search(regex))
    }
    const literal = this.#literal(argument!)
    return literal === undefined ? undefined : (error) => text(error).indexOf(literal)
  }

  #call(call: Node): TextTest | undefined {
    if (call.type !== 'CallExpression') return undefined
    const callee = unwrap(call.callee)
    const [argument, ...more] = call.arguments as Node[]
    if (!argument || more.length > 0) return undefined
    if (callee.type === 'Identifier' && callee.name === 'Boolean') return this.#condition(argument)
    if (callee.type !== 'MemberExpression') return undefined
    const method = memberName(callee)
    if (method === 'test') {
      const regex = this.#regex(callee.object)
      const text = regex && this.#text(argument)
      return text && this.#leaf((error) => regex.test(text(error)))
    }
    if (method === 'some' || method === 'every') return this.#anyOf(callee.object, argument, method)
    if (method === 'match') {
      const regex = this.#regex(argument)
      const text = regex && this.#text(callee.object)
      return text && this.#leaf((error) => regex.test(text(error)))
    }
    if (method !== 'includes' && method !== 'startsWith' && method !== 'endsWith') return undefined
    const literal = this.#literal(argument)
    const text = literal === undefined ? undefined : this.#text(callee.object)
    return text && this.#leaf((error) => text(error)[method](literal!))
  }

  /** `['a', 'b'].some((part) => text.includes(part))` */
  #anyOf(list: Node, callback: Node, method: 'some' | 'every'): TextTest | undefined {
    const array = this.#constant(list)
    const each = unwrap(callback)
    if (array?.type !== 'ArrayExpression' || !isFunction(each)) return undefined
    const body = each.body && each.body.type !== 'BlockStatement' ? unwrap(each.body as Node) : undefined
    const [parameter] = each.params as Node[]
    if (body?.type !== 'CallExpression' || parameter?.type !== 'Identifier') return undefined
    const callee = unwrap(body.callee)
    if (callee.type !== 'MemberExpression') return undefined
    const inner = memberName(callee)
    const isPart = (node: Node | undefined) =>
      node !== undefined &&
      unwrap(node).type === 'Identifier' &&
      this.#file.textOf(unwrap(node)) === parameter.name
    const items = array.elements as (Node | null)[]
    const [argument] = body.arguments as Node[]
    if ((inner === 'includes' || inner === 'startsWith') && isPart(argument)) {
      const text = this.#text(callee.object)
      const literals = items.map((item) => (item ? this.#literal(item) : undefined))
      if (!text || literals.includes(undefined)) return undefined
      return this.#leaf((error) => (literals as string[])[method]((literal) => text(error)[inner](literal)))
    }
    if (inner === 'test' && isPart(callee.object)) {
      const text = argument && this.#text(argument)
      const regexes = items.map((item) => (item ? this.#regex(item) : undefined))
      if (!text || regexes.includes(undefined)) return undefined
      return this.#leaf((error) => (regexes as RegExp[])[method]((regex) => regex.test(text(error))))
    }
    return undefined
  }

  #leaf(test: TextTest): TextTest {
    this.#leaves += 1
    return test
  }

  /** An expression whose value is the error's text, changed or not. */
  #text(node: Node): Text | undefined {
    const bare = unwrap(node)
    switch (bare.type) {
      case 'MemberExpression':
        return memberName(bare) === 'message' && this.#isError(bare.object)
          ? ({ message }) => message
          : undefined
      case 'TemplateLiteral': {
        const parts = (bare.expressions as Node[]).map((part) =>
          this.#isError(part) ? asText : this.#text(part),
        )
        if (parts.length === 0 || parts.includes(undefined)) return undefined
        const quasis = bare.quasis.map((quasi) => quasi.value.cooked ?? '')
        return (error) => quasis.map((quasi, index) => quasi + (parts[index]?.(error) ?? '')).join('')
      }
      case 'LogicalExpression':
        return bare.operator !== '&&' && stringValue(bare.right) !== undefined
          ? this.#text(bare.left)
          : undefined
      case 'ConditionalExpression':
        return this.#guards(bare.test) ? this.#text(bare.consequent) : undefined
      case 'CallExpression':
        return this.#textCall(bare)
      case 'Identifier':
        return this.#held(bare)
      default:
        return undefined
    }
  }

  /** `error instanceof Error`, alone or with `error && …` before it. */
  #guards(test: Node): boolean {
    const leaves = this.#leaves
    const condition = this.#condition(test)
    const isGuard = condition !== undefined && this.#leaves === leaves
    this.#leaves = leaves
    return isGuard
  }

  #textCall(call: Node): Text | undefined {
    if (call.type !== 'CallExpression') return undefined
    const callee = unwrap(call.callee)
    const [argument] = call.arguments as Node[]
    if (callee.type === 'Identifier' && callee.name === 'String' && argument)
      return this.#isError(argument) ? asText : this.#text(argument)
    if (callee.type !== 'MemberExpression') return undefined
    const method = memberName(callee)
    if (method === 'toString') return this.#isError(callee.object) ? asText : this.#text(callee.object)
    if (method !== 'toLowerCase' && method !== 'toUpperCase' && method !== 'trim') return undefined
    const text = this.#text(callee.object)
    return text && ((error) => text(error)[method]())
  }

  /** `const message = error.message`, `const { message } = error` */
  #held(identifier: Node): Text | undefined {
    const binding = this.#file.scopes.resolve(identifier)
    const declarator = binding?.declaration
    if (declarator?.type !== 'VariableDeclarator' || !declarator.init) return undefined
    if ((declarator.parent as { kind?: string }).kind !== 'const' && isAssigned(binding!)) return undefined
    let text: Text | undefined
    if (declarator.id.type === 'Identifier') text = this.#text(declarator.init)
    else if (declarator.id.type === 'ObjectPattern' && this.#isError(declarator.init)) {
      const property = declarator.id.properties.find(
        (candidate) =>
          candidate.type === 'Property' &&
          bindingNames(candidate.value as Node).some((name) => name === binding!.identifier),
      )
      if (property?.type === 'Property' && keyName(property.key) === 'message')
        text = ({ message }) => message
    }
    if (text) this.#aliases.add(declarator)
    return text
  }

  #isError(node: Node): boolean {
    const bare = unwrap(node)
    const { parameter } = this.#handler
    if (bare.type !== 'Identifier' || parameter?.type !== 'Identifier') return false
    const binding = this.#file.scopes.resolve(bare)
    if (binding?.identifier === parameter) return true
    // `const failure = error as AppError`
    const declarator = binding?.declaration
    if (
      declarator?.type !== 'VariableDeclarator' ||
      declarator.id !== binding?.identifier ||
      !declarator.init
    )
      return false
    const isConstant = (declarator.parent as { kind?: string }).kind === 'const'
    return isConstant && unwrap(declarator.init) !== bare && this.#isError(declarator.init as Node)
  }

  #literal(node: Node): string | undefined {
    const constant = this.#constant(node)
    return constant && stringValue(constant)
  }

  #regex(node: Node): RegExp | undefined {
    const constant = this.#constant(node)
    if (constant?.type !== 'Literal' || !('regex' in constant) || !constant.regex) return undefined
    const { pattern, flags } = constant.regex
    if (/[gy]/.test(flags)) return undefined
    try {
      return new RegExp(pattern, flags)
    } catch {
      return undefined
    }
  }

  /** The literal itself, or what a constant of the file holds. */
  #constant(node: Node): Node | undefined {
    const bare = unwrap(node)
    if (bare.type !== 'Identifier') return bare
    const declarator = this.#file.scopes.resolve(bare)?.declaration
    if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return undefined
    return (declarator.parent as { kind?: string }).kind === 'const' && declarator.init
      ? unwrap(declarator.init)
      : undefined
  }
}

const asText: Text = ({ name, message }) => (message ? `${name}: ${message}` : name)

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '===': (a, b) => a === b,
  '==': (a, b) => a === b,
  '!==': (a, b) => a !== b,
  '!=': (a, b) => a !== b,
  '>=': (a, b) => a >= b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
}

function numberValue(node: Node): number | undefined {
  const bare = unwrap(node)
  if (bare.type === 'Literal' && typeof bare.value === 'number') return bare.value
  if (bare.type !== 'UnaryExpression' || bare.operator !== '-') return undefined
  const value = numberValue(bare.argument)
  return value === undefined ? undefined : -value
}

function isAssigned(binding: { readonly references: readonly Node[] }): boolean {
  return binding.references.some(
    ({ parent }) =>
      parent?.type === 'AssignmentExpression' && binding.references.includes(parent.left as Node),
  )
}

/** True when the expression's value is true or false, nothing else. */
function isBoolean(node: Node): boolean {
  if (node.type === 'ChainExpression') return false
  const bare = unwrap(node)
  switch (bare.type) {
    case 'LogicalExpression':
      return isBoolean(bare.left) && isBoolean(bare.right)
    case 'UnaryExpression':
      return bare.operator === '!'
    case 'BinaryExpression':
      return true
    case 'CallExpression': {
      const callee = unwrap(bare.callee)
      const name = callee.type === 'Identifier' ? callee.name : (memberName(callee) ?? '')
      return /^(includes|startsWith|endsWith|test|some|every|Boolean)$/.test(name)
    }
    default:
      return false
  }
}

/** True when the code mentions the text of an error at all: worth a closer look. */
export function mentionsText(file: SourceFile, node: Node): boolean {
  let found = false
  walk(node, (inner) => {
    found ||= inner.type === 'CallExpression' && /message|String|toString|`/.test(file.textOf(inner))
    return !found
  })
  return found
}
