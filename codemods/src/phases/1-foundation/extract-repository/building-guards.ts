import { isWithin, memberName, type Node, rootOf, unwrap, walk } from '../../../survey/nodes.js'
import type { Binding } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { isMemberName, isPure, pushedTo } from './building-statement.js'

type IfStatement = Node & { readonly type: 'IfStatement' }
type Text = { readonly text: string; readonly isWhole: boolean }

/** Tests that all have to hold for a part to be added. */
type Added = readonly Node[]

/** What a guard asks of what has been put together, asked of what that is put together from. */
export interface AskedOtherwise {
  readonly start: number
  readonly end: number
  readonly text: string
  /** What of the code the text repeats. */
  readonly repeats: readonly Node[]
}

export interface Guarded {
  readonly edits: readonly AskedOtherwise[]
  /** The parts of which one is there whenever the statement is sent; undefined where it may be sent without any. */
  readonly oneOf?: readonly Added[]
}

/** True for `if (…) return`, and for an `if` that a call stands in: where it does not lead on, nothing is sent. */
export function isGuard(statement: Node, call: Node): statement is IfStatement {
  if (statement.type !== 'IfStatement' || !isPure(statement.test)) return false
  if (isWithin(call, statement)) return isWithin(call, statement.consequent)
  return statement.alternate === null && alwaysLeaves(statement.consequent)
}

function alwaysLeaves(statement: Node): boolean {
  const last = statement.type === 'BlockStatement' ? (statement.body.at(-1) as Node | undefined) : statement
  return /^(Return|Throw|Break|Continue)Statement$/.test(last?.type ?? '')
}

/** Undefined where what a guard asks cannot be told before, or where what would have failed might be left undone. */
export function guarded(
  file: SourceFile,
  guards: readonly Node[],
  statements: readonly Node[],
  call: Node,
  mayFail: () => boolean,
): Guarded | undefined {
  const edits: AskedOtherwise[] = []
  let oneOf: readonly Added[] | undefined
  for (const guard of guards as IfStatement[]) {
    const reader = new GuardReader(file, guard, statements)
    if (!reader.read(guard.test, true)) return undefined
    const covered = reader.asked.find(({ node }) => node === unwrap(guard.test))
    if (!failsAlike(reader.before, covered?.added ?? []) && mayFail()) return undefined
    const leads = isWithin(call, guard) ? 'some' : 'none'
    for (const asked of reader.asked) {
      edits.push(asked.edit)
      if (asked.is === leads && decides(asked.node, guard.test, leads)) oneOf ??= asked.added
    }
  }
  return { edits, ...(oneOf && { oneOf }) }
}

/** True where a part of a test decides alone that nothing is sent. */
function decides(part: Node, test: Node, leads: 'some' | 'none'): boolean {
  for (let node = part; node !== test; node = node.parent as Node) {
    const parent = node.parent as Node
    if (parent.type === 'LogicalExpression' && parent.operator === (leads === 'some' ? '&&' : '||')) continue
    if (parent.type !== 'ParenthesizedExpression') return false
  }
  return true
}

/** True where a guard fails as what stood before it did; no type tells what cannot fail. */
function failsAlike(before: readonly Node[], added: readonly Added[]): boolean {
  const first = new Set(added.flatMap((tests) => (tests.length === 1 ? tests : [])))
  return before.every(
    (statement) =>
      (statement.type === 'IfStatement' && first.has(statement.test) && statement.alternate === null) ||
      cannotFail(statement),
  )
}

function cannotFail(statement: Node): boolean {
  let isSafe = true
  walk(statement, (node) => {
    const isPush = node.type === 'CallExpression' && pushedTo(node)?.type === 'Identifier'
    if (node.type === 'MemberExpression')
      isSafe &&=
        node.parent?.type === 'CallExpression' && pushedTo(node.parent) === unwrap(node.object as Node)
    else if (node.type === 'BinaryExpression') isSafe &&= /^[!=]==$/.test(node.operator)
    else if (node.type === 'AssignmentExpression')
      isSafe &&= node.operator === '=' || isText(unwrap(node.right))
    else if (node.type === 'TemplateLiteral') isSafe &&= node.expressions.length === 0
    else if (node.type === 'UnaryExpression') isSafe &&= node.operator === '!' || node.operator === 'typeof'
    else if (node.type === 'CallExpression') isSafe &&= isPush
    else
      isSafe &&=
        /^(VariableDeclaration|VariableDeclarator|IfStatement|BlockStatement|ExpressionStatement|ArrayExpression|Literal|TemplateElement|Identifier|LogicalExpression|ConditionalExpression|ParenthesizedExpression)$/.test(
          node.type,
        )
    return isSafe
  })
  return isSafe
}

function isText(node: Node): boolean {
  return (
    (node.type === 'Literal' && typeof node.value === 'string') ||
    (node.type === 'TemplateLiteral' && node.expressions.length === 0)
  )
}

interface Asked {
  readonly node: Node
  readonly is: 'some' | 'none'
  readonly added: readonly Added[]
  readonly edit: AskedOtherwise
}

/** Reads what one guard's test asks of lists and texts that are put together. */
class GuardReader {
  readonly #file: SourceFile
  readonly #guard: IfStatement
  readonly #statements: readonly Node[]
  readonly before: readonly Node[]
  readonly asked: Asked[] = []

  constructor(file: SourceFile, guard: IfStatement, statements: readonly Node[]) {
    this.#file = file
    this.#guard = guard
    this.#statements = statements
    this.before = statements.filter(({ start }) => start < guard.start)
  }

  /** False where it asks anything else of them. */
  read(expression: Node, isCondition: boolean): boolean {
    const node = unwrap(expression)
    if (node.type === 'LogicalExpression' && node.operator !== '??') {
      // Of `a && b`, the value may be `a`.
      return this.read(node.left, isCondition) && this.read(node.right, isCondition)
    }
    const amount = this.#amountAsked(node, isCondition)
    if (amount) return this.#askOtherwise(node, amount)
    if (node.type === 'UnaryExpression' && node.operator === '!') return this.read(node.argument, true)
    return !this.#names(node)
  }

  /** `sets.length === 0`, `!sets.length`, `where !== ''`: of how many is asked whether there are more. */
  #amountAsked(node: Node, isCondition: boolean): Amount | undefined {
    if (node.type === 'UnaryExpression' && node.operator === '!') {
      const amount = this.#amountAsked(unwrap(node.argument), true)
      return amount && { ...amount, is: amount.is === 'some' ? 'none' : 'some' }
    }
    if (node.type === 'BinaryExpression') {
      const left = this.#counted(node.left as Node)
      const list = left ?? this.#counted(node.right)
      const right = unwrap(left ? node.right : (node.left as Node))
      if (!list || right.type !== 'Literal') return undefined
      if (!list.isLength && right.value !== '') return undefined
      const number = list.isLength ? right.value : 0
      if (typeof number !== 'number') return undefined
      const operator = left
        ? node.operator
        : node.operator.replace(/[<>]/, (sign) => (sign === '<' ? '>' : '<'))
      if (!list.isLength && !/^[!=]==$/.test(operator)) return undefined
      if (/^={2,3}$/.test(operator)) return { ...list, least: number, is: 'none' }
      if (/^!={1,2}$/.test(operator)) return { ...list, least: number, is: 'some' }
      if (operator === '<=') return { ...list, least: number, is: 'none' }
      if (operator === '<') return { ...list, least: number - 1, is: 'none' }
      if (operator === '>') return { ...list, least: number, is: 'some' }
      return operator === '>=' ? { ...list, least: number - 1, is: 'some' } : undefined
    }
    const list = isCondition ? this.#counted(node) : undefined
    return list && { ...list, least: 0, is: 'some' }
  }

  /** `sets` of `sets.length`, and `where` itself where it is a text. */
  #counted(expression: Node): Pick<Amount, 'binding' | 'isLength'> | undefined {
    const node = unwrap(expression)
    const isLength = node.type === 'MemberExpression' && !node.computed && memberName(node) === 'length'
    const name = isLength ? unwrap(node.object as Node) : node
    const binding = name.type === 'Identifier' ? this.#ownBinding(name) : undefined
    return binding && { binding, isLength }
  }

  #ownBinding(name: Node): Binding | undefined {
    const binding = this.#file.scopes.resolve(name)
    const isOwn = binding && this.#statements.some((each) => isWithin(binding.identifier, each))
    return isOwn ? binding : undefined
  }

  #names(part: Node): boolean {
    let found = false
    walk(part, (node) => {
      found ||= node.type === 'Identifier' && this.#ownBinding(node) !== undefined
      return !found
    })
    return found
  }

  #askOtherwise(node: Node, { binding, isLength, least, is }: Amount): boolean {
    const parts = this.#partsOf(binding, isLength)
    if (!parts || parts.always !== least || parts.added.length === 0 || parts.added.length > mostParts)
      return false
    const isRepeatable = parts.added.flat().every((test) => this.#isRepeatable(test))
    if (!isRepeatable || this.#hasComment(node)) return false
    const texts = parts.added.map((tests) => this.#textOf(tests, is))
    const operator = is === 'none' ? '&&' : '||'
    const { text, isWhole } = joined(texts, operator)
    const { parent } = node
    const isEnclosed =
      isWhole ||
      parent === this.#guard ||
      parent?.type === 'ParenthesizedExpression' ||
      (texts.length > 1 && parent?.type === 'LogicalExpression' && parent.operator === operator)
    this.asked.push({
      node,
      is,
      added: parts.added,
      edit: {
        start: node.start,
        end: node.end,
        text: isEnclosed ? (this.#broken(texts, operator) ?? text) : `(${text})`,
        repeats: parts.added.flat(),
      },
    })
    return true
  }

  /** What grows too wide, a line each; undefined where it does not. */
  #broken(texts: readonly Text[], operator: '&&' | '||'): string | undefined {
    const { test, start } = this.#guard
    const { text } = this.#file
    const { text: line } = joined(texts, operator)
    const from = text.lastIndexOf('\n', start - 1) + 1
    const rest = /^[^\r\n]*/.exec(text.slice(test.end))![0]
    if (unwrap(test) !== test || texts.length < 2 || test.start - from + line.length + rest.length <= widest)
      return undefined
    const eol = text.includes('\r\n') ? '\r\n' : '\n'
    const indent = /^[ \t]*/.exec(text.slice(from))![0]
    const inner = indent + (indent.includes('\t') ? '\t' : '  ')
    const parts = texts.map(({ text: each, isWhole }) => (isWhole ? each : `(${each})`))
    return `${eol}${inner}${parts.join(` ${operator}${eol}${inner}`)}${eol}${indent}`
  }

  /** How much a list or text has anyway, and what adds to it; undefined where that is not told by tests alone. */
  #partsOf(
    binding: Binding,
    isLength: boolean,
  ): { readonly always: number; readonly added: Added[] } | undefined {
    const { declaration } = binding
    const init =
      declaration.type === 'VariableDeclarator' && declaration.init ? unwrap(declaration.init) : undefined
    const isList = init?.type === 'ArrayExpression'
    const isFew = isList && init.elements.every((each) => each && (each as Node).type !== 'SpreadElement')
    const isEmptyText = init?.type === 'Literal' && init.value === ''
    if (!(isList ? isFew && isLength : isEmptyText)) return undefined
    if (!binding.references.every((name) => this.#isRead(name, isList) || this.#isAddition(name, isList)))
      return undefined
    let always = isList ? init.elements.length : 0
    const added: Added[] = []
    for (const statement of this.before) {
      if (!binding.references.some((name) => isWithin(name, statement) && this.#isAddition(name, isList)))
        continue
      if (statement.type === 'BlockStatement') return undefined
      const amount = this.#amountAdded(binding, statement)
      if (amount === undefined) return undefined
      if (typeof amount === 'number') always += amount
      else added.push(...amount)
    }
    return isList || always === 0 ? { always, added } : undefined
  }

  /** True where a list is only looked at, and given to nothing that could add to it. */
  #isRead(name: Node, isList: boolean): boolean {
    const { parent } = name
    if (!this.before.some((each) => isWithin(name, each)) || !isList) return !this.#isChanged(name)
    return (
      parent?.type === 'SpreadElement' ||
      (parent?.type === 'VariableDeclarator' && parent.id === name) ||
      (parent?.type === 'MemberExpression' &&
        parent.object === name &&
        /^(length|join|map|filter|includes)$/.test(memberName(parent) ?? ''))
    )
  }

  #isChanged(name: Node): boolean {
    return (
      name.parent?.type === 'AssignmentExpression' &&
      name.parent.left === name &&
      this.before.some((each) => isWithin(name, each))
    )
  }

  #isAddition(name: Node, isList: boolean): boolean {
    const parent = name.parent as Node
    if (!isList)
      return (
        parent.type === 'AssignmentExpression' &&
        parent.left === name &&
        parent.operator === '+=' &&
        hasText(parent.right)
      )
    const call = parent.parent
    return (
      parent.type === 'MemberExpression' &&
      call?.type === 'CallExpression' &&
      call.callee === parent &&
      pushedTo(call) === name &&
      call.arguments.length > 0 &&
      call.arguments.every(({ type }) => type !== 'SpreadElement')
    )
  }

  /** How many a statement adds to it, or the tests that decide. */
  #amountAdded(binding: Binding, statement: Node): number | Added[] | undefined {
    if (!binding.references.some((name) => isWithin(name, statement))) return 0
    if (statement.type === 'ExpressionStatement') {
      const expression = unwrap(statement.expression)
      const isCall = expression.type === 'CallExpression'
      const to = isCall ? pushedTo(expression) : expression.type === 'AssignmentExpression' && expression.left
      if (!binding.references.includes(to as (typeof binding.references)[number])) return 0
      return isCall ? expression.arguments.length : 1
    }
    if (statement.type === 'BlockStatement') {
      const amounts = statement.body.map((each) => this.#amountAdded(binding, each as Node))
      if (amounts.includes(undefined)) return undefined
      const always = amounts.reduce<number>((sum, each) => sum + (typeof each === 'number' ? each : 0), 0)
      const added = amounts.flatMap((each) => (typeof each === 'object' ? each : []))
      return always > 0 || added.length === 0 ? always : added
    }
    if (statement.type !== 'IfStatement') return undefined
    const inside = this.#amountAdded(binding, statement.consequent)
    const otherwise = statement.alternate ? this.#amountAdded(binding, statement.alternate) : 0
    if (inside === undefined || otherwise === undefined) return undefined
    const added = typeof inside === 'object' ? inside : inside > 0 ? [[]] : []
    if (otherwise === 0) return added.map((tests) => [statement.test, ...tests])
    // Where the first adds, it is of no matter whether the second would.
    return typeof inside === 'number' && inside > 0 && typeof otherwise === 'object'
      ? [[statement.test], ...otherwise]
      : undefined
  }

  /** True for what gives the same when it is asked again, and can be asked where the guard stands. */
  #isRepeatable(test: Node): boolean {
    let isSame = !this.#names(test) && !this.#hasComment(test)
    walk(test, (node) => {
      if (node.type === 'NewExpression') isSame = false
      if (node.type === 'Identifier' && !isMemberName(node))
        isSame &&= this.#file.scopes.lookup(this.#guard, node.name) === this.#file.scopes.resolve(node)
      if (node.type === 'CallExpression') {
        const root = rootOf(node.callee as Node)
        isSame &&= !(root.type === 'Identifier' && root.name === 'Math')
      }
      if (/^(TemplateLiteral|Literal)$/.test(node.type)) isSame &&= !this.#file.textOf(node).includes('\n')
      return isSame
    })
    return isSame
  }

  #hasComment(part: Node): boolean {
    return this.#file.comments.some((comment) => isWithin(comment, part))
  }

  #textOf(tests: Added, is: 'some' | 'none'): Text {
    const texts = tests.map((test) => (is === 'some' ? this.#written(test) : this.#negated(test)))
    return joined(texts, is === 'some' ? '&&' : '||')
  }

  #written(test: Node): Text {
    const node = unwrap(test)
    const text = this.#file
      .textOf(node)
      .replace(/\s*\r?\n\s*(?=\??\.)/g, '')
      .replace(/\s*\r?\n\s*/g, ' ')
    return { text, isWhole: !/^(Logical|Conditional)Expression$/.test(node.type) }
  }

  #negated(test: Node): Text {
    const node = unwrap(test)
    const { text, isWhole } = this.#written(node)
    if (node.type === 'UnaryExpression' && node.operator === '!') return this.#written(node.argument)
    if (node.type === 'BinaryExpression' && /^[!=]==?$/.test(node.operator)) {
      const [left, right] = [this.#written(node.left as Node), this.#written(node.right)]
      const operator = (node.operator.startsWith('!') ? '=' : '!') + node.operator.slice(1)
      const isBare = [node.left as Node, node.right].every((side) =>
        /^(Identifier|Literal|MemberExpression|UnaryExpression|CallExpression|ChainExpression)$/.test(
          side.type,
        ),
      )
      if (isBare) return { text: `${left.text} ${operator} ${right.text}`, isWhole: true }
    }
    const isBare = /^(Identifier|MemberExpression|CallExpression|ChainExpression|UnaryExpression)$/.test(
      node.type,
    )
    return { text: isWhole && isBare ? `!${text}` : `!(${text})`, isWhole: true }
  }
}

interface Amount {
  readonly binding: Binding
  readonly isLength: boolean
  /** Whether there are more than this is asked. */
  readonly least: number
  readonly is: 'some' | 'none'
}

const mostParts = 12
const widest = 100

function joined(texts: readonly Text[], operator: '&&' | '||'): Text {
  if (texts.length === 1) return texts[0]!
  const parts = texts.map(({ text, isWhole }) => (isWhole ? text : `(${text})`))
  return { text: parts.join(` ${operator} `), isWhole: false }
}

/** True for text that is not empty, whatever is filled in. */
function hasText(expression: Node): boolean {
  const node = unwrap(expression)
  if (node.type === 'Literal') return typeof node.value === 'string' && node.value !== ''
  if (node.type === 'TemplateLiteral') return node.quasis.some(({ value }) => value.cooked)
  return (
    node.type === 'BinaryExpression' &&
    node.operator === '+' &&
    (hasText(node.left as Node) || hasText(node.right))
  )
}
