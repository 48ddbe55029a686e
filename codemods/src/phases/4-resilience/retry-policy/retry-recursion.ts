import type { Planning } from '../../../plan/planning.js'
import {
  type AnyFunction,
  isFunction,
  keyName,
  memberName,
  type Node,
  unwrap,
} from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { attemptsOf } from './attempts.js'
import { allCallsOf } from './call-sites.js'
import { type CatchBlock, readCatchBlock } from './catch-block.js'
import { delayOf, grownValue } from './delay.js'
import { linearOf } from './linear.js'
import type { Counter, Delay, Recognised } from './retry-form.js'

export type RecognisedRecursion =
  | (Extract<Recognised, { form: unknown }> & {
      /** The parameter that counted, where nobody else passes it. */
      readonly unused: Node | undefined
    })
  | Extract<Recognised, { refused: unknown }>

/** A function that calls itself again from its catch block; undefined for one that does not. */
export function retryRecursion(
  planning: Planning,
  file: SourceFile,
  node: Node,
): RecognisedRecursion | undefined {
  if (!isFunction(node) || !node.async || node.generator || node.body?.type !== 'BlockStatement')
    return undefined
  const [only, ...more] = node.body.body as Node[]
  if (more.length > 0 || only?.type !== 'TryStatement' || !only.handler) return undefined
  const call = selfCall(file, node, only.handler.body as Node)
  if (!call) return undefined
  const unfamiliar = { refused: 'unfamiliar-retry' } as const
  if (only.finalizer || only.block.body.at(-1)?.type !== 'ReturnStatement') return unfamiliar
  const passed = passedOn(file, node, call)
  if (!passed?.counter) return unfamiliar
  const { parameter } = passed.counter
  const binding =
    file.scopes.resolve(parameter) ?? file.scopes.lookup(parameter, (parameter as { name: string }).name)
  if (!binding) return unfamiliar
  const own = allCallsOf(planning, file, node)
  const isPassed = own === undefined || own.some(({ values }) => values[passed.counter!.index] !== undefined)
  const fallback = passed.counter.fallback
  const start = isPassed || !fallback ? { text: binding.name, constant: 0 } : linearOf(file, fallback)
  if (!start) return unfamiliar
  const counter: Counter = { binding, start, step: passed.counter.step }
  const caught = (only.handler.param as Node | null) ?? undefined
  if (caught && caught.type !== 'Identifier') return unfamiliar
  const isCounter = (inner: Node) => inner.type === 'Identifier' && file.scopes.resolve(inner) === binding
  const block = readCatchBlock(planning.survey.project, file, caught, only.handler.body as Node, isCounter)
  if (!block || block.lastError || block.growth) return unfamiliar
  if (block.ownThrow && block.givesUpOn.length > 0) return unfamiliar
  if (block.last?.type !== 'ReturnStatement' && !block.throwsAtEnd) return unfamiliar
  const attempts = attemptsOf(file, undefined, counter, block)
  if ('refused' in attempts) return attempts
  const delay = passed.growth
    ? grownDelay(file, block, passed.growth)
    : delayOf(file, block, [], counter)?.delay
  if (!delay) return unfamiliar
  return {
    unused: start.text === undefined ? passed.counter.whole : undefined,
    form: {
      first: only,
      last: only,
      work: only.block as Node,
      result: undefined,
      caught,
      counter,
      attempts: attempts.attempts,
      delay,
      givesUpOn: block.givesUpOn,
      always: block.always,
      beforeRetry: block.beforeRetry,
      ending: block.ownThrow ? [block.ownThrow.parent as Node] : [],
      kept: undefined,
      lastError: (caught as { name?: string } | undefined)?.name,
      declarations: [],
      waitsInVain: false,
    },
  }
}

/** The call of itself that a function returns from its catch block. */
function selfCall(file: SourceFile, owner: AnyFunction, handler: Node): Node | undefined {
  if (handler.type !== 'BlockStatement') return undefined
  const statements = handler.body as Node[]
  const returns = [
    ...statements,
    ...statements.flatMap((one) => (one.type === 'IfStatement' ? inside(one) : [])),
  ]
  for (const statement of returns) {
    if (statement.type !== 'ReturnStatement' || !statement.argument) continue
    const value = unwrap(statement.argument)
    const call = value.type === 'AwaitExpression' ? unwrap(value.argument) : value
    if (call.type === 'CallExpression' && isSelf(file, owner, unwrap(call.callee))) return call
  }
  return undefined
}

function inside(statement: Node): Node[] {
  if (statement.type !== 'IfStatement') return []
  return [
    statement.consequent as Node,
    ...(statement.alternate ? [statement.alternate as Node] : []),
  ].flatMap((branch) => (branch.type === 'BlockStatement' ? (branch.body as Node[]) : [branch]))
}

function isSelf(file: SourceFile, owner: AnyFunction, callee: Node): boolean {
  if (callee.type === 'Identifier') {
    const declaration = file.scopes.resolve(callee)?.declaration
    return (
      declaration === owner || (declaration?.type === 'VariableDeclarator' && declaration === owner.parent)
    )
  }
  const { parent } = owner
  return (
    callee.type === 'MemberExpression' &&
    unwrap(callee.object).type === 'ThisExpression' &&
    (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition') &&
    memberName(callee) === keyName(parent.key)
  )
}

interface Passed {
  readonly counter:
    | {
        readonly parameter: Node
        readonly whole: Node
        readonly fallback: Node | undefined
        readonly index: number
        readonly step: 1 | -1
      }
    | undefined
  readonly growth:
    | { readonly name: string; readonly factor: number; readonly cap: ReturnType<typeof linearOf> }
    | undefined
}

/** What a function passes to itself: everything as it is, but for the counter and a delay that grows. */
function passedOn(file: SourceFile, owner: AnyFunction, call: Node): Passed | undefined {
  if (call.type !== 'CallExpression') return undefined
  const given = call.arguments as Node[]
  if (given.length !== owner.params.length) return undefined
  let counter: Passed['counter']
  let growth: Passed['growth']
  for (const [index, whole] of (owner.params as Node[]).entries()) {
    const fallback = whole.type === 'AssignmentPattern' ? whole.right : undefined
    const parameter = whole.type === 'AssignmentPattern' ? (whole.left as Node) : whole
    if (parameter.type !== 'Identifier') return undefined
    const value = unwrap(given[index]!)
    if (value.type === 'Identifier' && value.name === parameter.name) continue
    const grown = grownValue(file, value, parameter.name)
    if (grown && !growth) {
      growth = { name: parameter.name, ...grown }
      continue
    }
    if (counter || value.type !== 'BinaryExpression' || (value.operator !== '+' && value.operator !== '-'))
      return undefined
    const left = unwrap(value.left as Node)
    const right = linearOf(file, value.right)
    if (left.type !== 'Identifier' || left.name !== parameter.name || right?.constant !== 1 || right.text)
      return undefined
    counter = { parameter, whole, fallback, index, step: value.operator === '+' ? 1 : -1 }
  }
  return { counter, growth }
}

function grownDelay(
  file: SourceFile,
  block: CatchBlock,
  growth: NonNullable<Passed['growth']>,
): Delay | undefined {
  const ms = block.sleep && unwrap(block.sleep)
  if (ms?.type !== 'Identifier' || ms.name !== growth.name) return undefined
  const start = linearOf(file, ms)
  return start && { kind: 'growing', start, factor: growth.factor, cap: growth.cap, growsFirst: false }
}
