import { statementRemoval } from '../../../edits/statement-removal.js'
import type { TextEdit } from '../../../model.js'
import type { Touch } from '../../../survey/client-value.js'
import { memberName, type Node, outermost, unwrap } from '../../../survey/nodes.js'
import type { Binding } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { begins } from './argument-variable.js'

export interface PreparedCall {
  /** The call that runs the statement, as one that is given the SQL and the values. */
  readonly touch: Touch
  /** What goes with it: the prepared statement, its values, its end. */
  readonly edits: readonly TextEdit[]
}

/**
 * `const statement = await connection.prepare(sql)`, given its values and run once, one right after the other: what
 * `connection.run(sql, [values])` does. Undefined where anything else is done with the statement or in between.
 */
export function preparedCall(file: SourceFile, touch: Touch): PreparedCall | undefined {
  const { call, method, awaited } = touch
  if (method !== 'prepare' || !awaited || call.arguments.length !== 1) return undefined
  const declarator = outermost(outermost(call as Node).parent!).parent
  const statement = declarator?.parent
  const block = statement?.parent
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return undefined
  if (statement?.type !== 'VariableDeclaration' || statement.declarations.length > 1) return undefined
  if (block?.type !== 'BlockStatement') return undefined
  const binding = file.scopes.lookup(declarator.id, declarator.id.name)
  if (!binding || binding.declaration !== declarator) return undefined
  const following = (block.body as Node[]).slice(block.body.indexOf(statement) + 1)
  const binds: Bind[] = []
  for (const each of following) {
    const bind = bindIn(each, binding)
    if (!bind) break
    binds.push(bind)
  }
  const running = following[binds.length]
  const run = running && runIn(running, binding)
  if (!run || !begins(running, run.call)) return undefined
  const ended = following.slice(binds.length + 1).filter((each) => isEnd(each, binding))
  const values = valuesOf(binds)
  if (!values || binding.references.length !== binds.length + 1 + ended.length) return undefined
  const given = [call.arguments[0], ...values] as Node[]
  return {
    touch: { ...touch, method: run.method, call: { ...run.call, arguments: given } as Touch['call'] },
    edits: [statement, ...following.slice(0, binds.length), ...ended].map((gone) =>
      statementRemoval(file, gone),
    ),
  }
}

type Bind = { readonly index: number; readonly value: Node } | { readonly all: Node }

/** `statement.bindVarchar(1, name)` and `statement.bind([name])`. */
function bindIn(statement: Node, binding: Binding): Bind | undefined {
  const asked = statement.type === 'ExpressionStatement' && askedOf(statement.expression, binding)
  if (!asked) return undefined
  const [first, second, ...more] = asked.call.arguments as Node[]
  if (!first || more.length > 0) return undefined
  if (asked.method === 'bind')
    return !second && /^(Array|Object)Expression$/.test(first.type) ? { all: first } : undefined
  // A value on its own is bound as these types: the others would be bound as another.
  const isSame =
    /^bind(Varchar|Boolean)$/.test(asked.method) ||
    (asked.method === 'bindInteger' && second !== undefined && isWhole(second))
  if (!isSame || !second) return undefined
  return first.type === 'Literal' && typeof first.value === 'number'
    ? { index: first.value, value: second }
    : undefined
}

/** A number that is seen to be whole: others are refused by `bindInteger`, and would be bound as what they are. */
function isWhole(node: Node): boolean {
  const value = unwrap(node)
  if (value.type === 'Literal') return Number.isInteger(value.value)
  if (value.type === 'MemberExpression') return memberName(value) === 'length'
  const callee = value.type === 'CallExpression' ? unwrap(value.callee) : undefined
  return (
    callee?.type === 'MemberExpression' &&
    unwrap(callee.object).type === 'Identifier' &&
    (unwrap(callee.object) as { name: string }).name === 'Math' &&
    /^(floor|ceil|round|trunc)$/.test(memberName(callee) ?? '')
  )
}

/** The list of values, or none; undefined where they are not given one after the other. */
function valuesOf(binds: readonly Bind[]): Node[] | undefined {
  const [first, ...more] = binds
  if (!first) return []
  if ('all' in first) return more.length === 0 ? [first.all] : undefined
  const elements: Node[] = []
  for (const bind of binds) {
    if ('all' in bind || bind.index !== elements.length + 1 || bind.value.type === 'SpreadElement')
      return undefined
    elements.push(bind.value)
  }
  const [{ start }, { end }] = [elements[0]!, elements.at(-1)!]
  return [{ type: 'ArrayExpression', elements, start, end } as unknown as Node]
}

interface Asked {
  readonly method: string
  readonly call: Extract<Node, { type: 'CallExpression' }>
}

/** What an expression asks of the prepared statement. */
function askedOf(expression: Node, binding: Binding): Asked | undefined {
  const call = unwrap(expression)
  const callee = call.type === 'CallExpression' && !call.optional ? unwrap(call.callee) : undefined
  if (call.type !== 'CallExpression' || callee?.type !== 'MemberExpression') return undefined
  const method = memberName(callee)
  const isAsked = binding.references.includes(unwrap(callee.object) as Binding['references'][number])
  return isAsked && method !== undefined ? { method, call } : undefined
}

/** `await statement.runAndReadAll()`, somewhere in a statement. */
function runIn(statement: Node, binding: Binding): Asked | undefined {
  const [reference, ...more] = binding.references.filter(
    ({ start, end }) => start >= statement.start && end <= statement.end,
  )
  const call = reference && outermost(reference).parent?.parent
  const asked = call && more.length === 0 ? askedOf(call, binding) : undefined
  if (!asked || !/^(run|runAndReadAll)$/.test(asked.method) || asked.call.arguments.length > 0)
    return undefined
  return asked.call.parent?.type === 'AwaitExpression' ? asked : undefined
}

function isEnd(statement: Node, binding: Binding): boolean {
  const asked = statement.type === 'ExpressionStatement' && askedOf(statement.expression, binding)
  return Boolean(asked && asked.method === 'destroySync')
}
