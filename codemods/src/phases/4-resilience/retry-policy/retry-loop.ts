import { isFunction, type Node, unwrap, walk } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import { type Binding, isAssigned } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { attemptsOf } from './attempts.js'
import { type CatchBlock, readCatchBlock } from './catch-block.js'
import { delayOf } from './delay.js'
import { linearOf } from './linear.js'
import type { Counter, Recognised } from './retry-form.js'

const unfamiliar = (detail?: string): Recognised => ({
  refused: 'unfamiliar-retry',
  ...(detail !== undefined && { detail }),
})

/** A loop whose turns try the same again; undefined for a loop that does something else. */
export function retryLoop(project: Project, file: SourceFile, loop: Node): Recognised | undefined {
  const recognised = recognise(project, file, loop)
  // Of what does not even look like a retry nobody wants to hear that it is an unfamiliar one.
  return recognised && 'refused' in recognised && !looksLikeRetry(file, loop) ? undefined : recognised
}

function recognise(project: Project, file: SourceFile, loop: Node): Recognised | undefined {
  if (loop.type !== 'ForStatement' && loop.type !== 'WhileStatement' && loop.type !== 'DoWhileStatement')
    return undefined
  const body = loop.body.type === 'BlockStatement' ? (loop.body.body as Node[]) : [loop.body as Node]
  const attempt = body.find((statement) => statement.type === 'TryStatement')
  if (attempt?.type !== 'TryStatement' || !attempt.handler) return undefined
  const success = successOf(attempt.block as Node)
  if (!success) return undefined
  const parent = loop.parent
  if (!parent || (parent.type !== 'BlockStatement' && parent.type !== 'Program')) return unfamiliar()
  const siblings = parent.body as Node[]
  const at = siblings.indexOf(loop)
  const before = body.slice(0, body.indexOf(attempt))
  const after = body.slice(body.indexOf(attempt) + 1)

  const counter = counterOf(file, loop, siblings.slice(0, at))
  if (attempt.finalizer) return unfamiliar('finally')
  if (before.length > 0 && !(before.length === 1 && before[0]!.start === counter?.changedAt))
    return unfamiliar()
  if (triesOthers(counter, attempt.block as Node) && !looksLikeRetry(file, loop)) return undefined
  const isCounter = (node: Node) =>
    counter !== undefined &&
    node.type === 'Identifier' &&
    file.scopes.resolve(node) === counter.binding &&
    node !== counter.binding.identifier
  const { handler } = attempt
  const caught = (handler.param as Node | null) ?? undefined
  if (caught && caught.type !== 'Identifier') return unfamiliar(file.textOf(caught))
  const together = { ...(handler.body as Node), body: [...(handler.body.body as Node[]), ...after] } as Node
  const block = readCatchBlock(project, file, caught, together, isCounter)
  if (!block || (block.last && block.last.type === 'ReturnStatement')) return unfamiliar()
  const counted = withChange(counter, block, loop)
  if (counted === 'unclear') return unfamiliar()
  const attempts = attemptsOf(file, loop, counted, block)
  if ('refused' in attempts) return attempts
  const delay = delayOf(file, block, siblings.slice(0, at), counted)
  if (!delay) return unfamiliar(block.sleep && file.textOf(block.sleep))
  const rest = siblings.slice(at + 1)
  const ending = endingOf(file, rest, block, attempts.throwsAtLimit, success.result !== undefined)
  if (!ending) return unfamiliar()
  const declarations: Node[] = [...(delay.declaration ? [delay.declaration] : [])]
  const isOutside = loop.type !== 'ForStatement' || !loop.init
  if (counted && isOutside) declarations.push(counted.binding.declaration)
  if (block.lastError) declarations.push(block.lastError.declaration)
  const last = success.result !== undefined ? loop : (rest.at(-1) ?? loop)
  const range = { start: Math.min(...declarations.map((node) => node.start), loop.start), end: last.end }
  for (const declaration of declarations) {
    const binding = bindingOf(file, declaration)
    const isLocal =
      binding !== undefined &&
      declaration.parent?.parent === parent &&
      binding.references.every((node) => node.start >= range.start && node.end <= range.end)
    if (!isLocal) return unfamiliar(file.textOf(declaration))
  }
  return {
    form: {
      first: loop,
      last,
      work: attempt.block as Node,
      result: success.result,
      caught,
      counter: counted,
      attempts: attempts.attempts,
      delay: delay.delay,
      givesUpOn: block.givesUpOn,
      always: block.always,
      beforeRetry: block.beforeRetry,
      ending: ending.statements,
      kept:
        block.lastError && block.lastErrorValue
          ? { binding: block.lastError, value: block.lastErrorValue }
          : undefined,
      lastError: block.lastError?.name ?? (caught as { name?: string } | undefined)?.name,
      declarations,
      waitsInVain: block.sleep !== undefined && !attempts.throwsAtLimit && !block.onlyWaits,
    },
  }
}

/** How a `try` block ends the loop well; undefined where it does not. */
function successOf(block: Node): { readonly result: Node | undefined } | undefined {
  if (block.type !== 'BlockStatement') return undefined
  const last = block.body.at(-1) as Node | undefined
  let leaves = false
  let returns = false
  walk(block, (node) => {
    if (isFunction(node)) return false
    if (node.type === 'ReturnStatement') returns = true
    const isJump = node.type === 'BreakStatement' || node.type === 'ContinueStatement'
    if ((isJump && node !== last && !isInInnerLoop(node, block)) || node.type === 'YieldExpression')
      leaves = true
    return true
  })
  if (leaves || !last) return undefined
  if (last.type === 'ReturnStatement') return { result: undefined }
  if (last.type !== 'BreakStatement' || last.label || returns || block.body.length !== 2) return undefined
  const [only] = block.body as Node[]
  return only?.type === 'ExpressionStatement' ? { result: only.expression as Node } : undefined
}

function isInInnerLoop(node: Node, block: Node): boolean {
  for (let current = node.parent; current && current !== block; current = current.parent)
    if (/^(For|While|DoWhile|ForOf|ForIn|Switch)/.test(current.type)) return true
  return false
}

/** Something in or after the loop says that it is about trying again: a counter's name, a wait, a message. */
function looksLikeRetry(file: SourceFile, loop: Node): boolean {
  const siblings = (loop.parent as { body?: Node[] } | null)?.body
  const next = Array.isArray(siblings) ? siblings[siblings.indexOf(loop) + 1] : undefined
  const text = file.textOf(loop) + (next ? file.textOf(next) : '')
  return /attempt|retr(y|ies)|\btr(y|ies)\b(?! *\{)|setTimeout|sleep\(|delay|wait\(|backoff/i.test(text)
}

/** True when each turn tries something else, by its number. */
function triesOthers(counter: Counter | undefined, work: Node): boolean {
  return (counter?.binding.references ?? []).some(
    (reference) => reference.start >= work.start && reference.end <= work.end,
  )
}

function counterOf(file: SourceFile, loop: Node, before: readonly Node[]): Counter | undefined {
  if (loop.type === 'ForStatement' && loop.init) {
    if (loop.init.type !== 'VariableDeclaration' || loop.init.declarations.length !== 1 || !loop.update)
      return undefined
    const step = stepOf(loop.update as Node)
    const counter = declaredCounter(file, loop.init.declarations[0] as Node)
    return counter && step ? { ...counter, step } : undefined
  }
  // The counter of the other loops is a variable before them that changes once in every turn.
  for (const statement of [...before].reverse()) {
    if (statement.type !== 'VariableDeclaration' || statement.kind !== 'let') continue
    for (const declarator of statement.declarations) {
      const counter = declaredCounter(file, declarator as Node)
      const change = counter?.binding.references
        .map((reference) => ({ reference, step: stepOf(reference.parent as Node) }))
        .filter(({ reference, step }) => step && reference.start > loop.start && reference.end < loop.end)
      if (!counter || change?.length !== 1) continue
      const changedAt = statementAt(change[0]!.reference)
      return { ...counter, step: change[0]!.step!, changedAt: changedAt.start }
    }
  }
  return undefined
}

function declaredCounter(
  file: SourceFile,
  declarator: Node,
): { binding: Binding; start: Counter['start'] } | undefined {
  if (declarator.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return undefined
  const start = linearOf(file, declarator.init as Node | null)
  const binding = file.scopes.lookup(declarator.id, declarator.id.name)
  return start && binding?.declaration === declarator ? { binding, start } : undefined
}

function stepOf(node: Node | undefined): 1 | -1 | undefined {
  if (node?.type === 'UpdateExpression') return node.operator === '++' ? 1 : -1
  if (node?.type !== 'AssignmentExpression' || unwrap(node.right).type !== 'Literal') return undefined
  if ((unwrap(node.right) as { value?: unknown }).value !== 1) return undefined
  return node.operator === '+=' ? 1 : node.operator === '-=' ? -1 : undefined
}

function statementAt(node: Node): Node {
  let current = node
  while (current.parent && !/Statement$|Declaration$/.test(current.type)) current = current.parent
  return current
}

/** Checks that the counter changes where it was seen to, once. */
function withChange(
  counter: Counter | undefined,
  block: CatchBlock,
  loop: Node,
): Counter | undefined | 'unclear' {
  const changes = (counter?.binding.references ?? []).filter(
    (reference) => stepOf(reference.parent as Node) || isAssigned(reference),
  )
  if (!counter) return block.changes ? 'unclear' : undefined
  const isBetween = loop.type === 'ForStatement' && loop.init !== null
  if (changes.length !== 1) return 'unclear'
  if (isBetween) return block.changes ? 'unclear' : counter
  const inTest = block.limits.find((limit) => limit.changes)
  if (block.changes) return { ...counter, changedAt: block.changes.start }
  if (inTest) return { ...counter, changedAt: inTest.node.start }
  return counter
}

/** The statements that run when the attempts are used up; undefined where that cannot be kept. */
function endingOf(
  file: SourceFile,
  rest: readonly Node[],
  block: CatchBlock,
  throwsAtLimit: boolean,
  isBreak: boolean,
): { readonly statements: readonly Node[] } | undefined {
  if (block.throwsAtEnd && !throwsAtLimit) return undefined
  const own = block.ownThrow
  if (throwsAtLimit) {
    if (own) return block.givesUpOn.length > 0 || isBreak ? undefined : { statements: [own.parent as Node] }
    // What stands after the loop is never reached.
    const isDead = rest.length === 0 || (rest.length === 1 && /^(Throw|Return)Statement$/.test(rest[0]!.type))
    return isBreak || isDead ? { statements: [] } : undefined
  }
  if (isBreak || own) return undefined
  const [only] = rest
  if (rest.length === 0 || !only) return undefined
  const isLastError = (node: Node): boolean => {
    const bare = unwrap(node)
    if (bare.type === 'LogicalExpression') return isLastError(bare.left)
    return (
      bare.type === 'Identifier' &&
      block.lastError !== undefined &&
      file.scopes.resolve(bare) === block.lastError
    )
  }
  if (rest.length === 1 && only.type === 'ThrowStatement' && isLastError(only.argument))
    return { statements: [] }
  if (block.givesUpOn.length > 0) return undefined
  return /^(Throw|Return)Statement$/.test(rest.at(-1)!.type) ? { statements: rest } : undefined
}

function bindingOf(file: SourceFile, declarator: Node): Binding | undefined {
  if (declarator.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return undefined
  return file.scopes.lookup(declarator.id, declarator.id.name)
}
