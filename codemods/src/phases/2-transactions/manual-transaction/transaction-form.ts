import type { BlockStatement, Statement, TryStatement } from 'oxc-parser'
import type { Touch } from '../../../survey/client-value.js'
import { isClass, isFunction, isWithin, jumpTarget, type Node, unwrap, walk } from '../../../survey/nodes.js'
import { varSeenOutside } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { TransactionRefusal } from '../refusals.js'
import { type JoinFlag, joinFlag } from './joined-by-flag.js'
import { type TransactionVerb, transactionVerb } from './transaction-verb.js'

/** A transaction opened and closed by hand, taken apart. Every statement is one of the function's own. */
export interface TransactionForm {
  readonly begin: Statement
  readonly readOnly: boolean
  /** The calls that open and close it. */
  readonly verbs: readonly Touch[]
  /** What runs inside, the commits and rollbacks among it included. */
  readonly region: readonly Statement[]
  readonly commits: readonly Statement[]
  /** The last commit, when it stands in the region itself. */
  readonly finalCommit: Statement | undefined
  /** Statements of the region after it that must stay outside. */
  readonly after: readonly Statement[]
  /** Rollbacks, flags that only say whether it was committed, and what sets them: removed. */
  readonly removed: readonly Statement[]
  readonly attempt: TryStatement | undefined
  /** True when the try does nothing but roll back and throw on. */
  readonly dropsTry: boolean
  /** True when the catch block does no more than that, beside a finally block that stays. */
  readonly dropsCatch: boolean
  readonly returnsValue: boolean
  /** What asks, before BEGIN, whether a transaction is open already. */
  readonly asksWhetherOpen: Node | undefined
}

type Refused = { readonly refused: TransactionRefusal; readonly detail?: string }

/**
 * Recognises the transactions of one function: what opens and closes one comes before the next is opened. With
 * `asksDatabase` a variable that says whether one is open may give way to asking the database.
 */
export function transactionForms(
  file: SourceFile,
  touches: readonly Touch[],
  isWrite: (node: Node) => boolean,
  { asksDatabase = false } = {},
): readonly TransactionForm[] | Refused {
  const forms: TransactionForm[] = []
  const groups = byTransaction(touches)
  for (const group of groups) {
    const form = transactionForm(file, group, isWrite, asksDatabase)
    if (!('refused' in form)) forms.push(form)
    else return groups.length > 1 ? { refused: 'several-transactions', detail: reasonOf(form) } : form
  }
  const isMixed = forms.some((form) =>
    forms.some(
      (other) => other !== form && insideOf(form).some((statement) => isWithin(other.begin, statement)),
    ),
  )
  return isMixed ? { refused: 'several-transactions' } : forms
}

function byTransaction(touches: readonly Touch[]): Touch[][] {
  const groups: Touch[][] = []
  const verbs = touches.filter((touch) => transactionVerb(touch))
  for (const touch of verbs.sort((a, b) => a.call.start - b.call.start)) {
    const isFirst = transactionVerb(touch)?.startsWith('begin') || groups.length === 0
    if (isFirst) groups.push([touch])
    else groups.at(-1)!.push(touch)
  }
  return groups
}

function reasonOf({ refused, detail }: Refused): string {
  return detail === undefined ? refused : `${refused}: ${detail}`
}

/** What runs in the transaction. */
function insideOf({ region, after }: TransactionForm): Statement[] {
  return region.filter((statement) => !after.includes(statement))
}

function transactionForm(
  file: SourceFile,
  touches: readonly Touch[],
  isWrite: (node: Node) => boolean,
  asksDatabase: boolean,
): TransactionForm | Refused {
  const verbs = touches.flatMap((touch) => {
    const verb = transactionVerb(touch)
    return verb ? [{ touch, verb }] : []
  })
  const statements = new Map<Statement, TransactionVerb>()
  for (const { touch, verb } of verbs) {
    const statement = verbStatement(touch)
    if (!statement) return { refused: 'not-awaited', detail: file.textOf(touch.call) }
    statements.set(statement, verb)
  }
  const begins = [...statements].filter(([, verb]) => verb.startsWith('begin'))
  if (begins.length > 1) return { refused: 'several-transactions' }
  const [begin, opening] = begins[0] ?? []
  const block = begin?.parent
  if (!begin || block?.type !== 'BlockStatement') return { refused: 'unfamiliar-form' }
  const join = joinFlag(file, begin)
  if (join && !(asksDatabase && join.replaceable)) return { refused: 'joined-by-flag', detail: join.test }
  const of = (verb: TransactionVerb) =>
    [...statements].flatMap(([statement, own]) => (own === verb ? [statement] : []))
  const found = regionOf(block, begin, of('commit'))
  if (!found) return { refused: 'unfamiliar-form' }
  const context: Context = {
    file,
    begin,
    commits: of('commit'),
    rollbacks: of('rollback'),
    isWrite,
    join: join?.replaceable,
    ...found,
  }
  const form = formOf(context)
  return 'refused' in form
    ? form
    : { ...form, readOnly: opening === 'begin-read-only', verbs: verbs.map(({ touch }) => touch) }
}

interface Context {
  readonly file: SourceFile
  readonly begin: Statement
  readonly commits: readonly Statement[]
  readonly rollbacks: readonly Statement[]
  readonly isWrite: (node: Node) => boolean
  readonly join: JoinFlag['replaceable']
  readonly region: readonly Statement[]
  readonly attempt: TryStatement | undefined
}

function verbStatement(touch: Touch): Statement | undefined {
  for (let node: Node | undefined | null = touch.call as Node; node; node = node.parent) {
    if (isFunction(node)) return undefined
    if (node.type !== 'ExpressionStatement') continue
    const expression = unwrap(node.expression)
    return expression.type === 'AwaitExpression' ? node : undefined
  }
  return undefined
}

/** The statements between BEGIN and the end of its try, or its COMMIT. */
function regionOf(
  block: BlockStatement,
  begin: Statement,
  commits: readonly Statement[],
): { region: readonly Statement[]; attempt: TryStatement | undefined } | undefined {
  const body = block.body as Statement[]
  const index = body.indexOf(begin)
  const attempt = body.slice(index + 1).find((statement) => statement.type === 'TryStatement')
  if (attempt && commits.length > 0 && commits.every((commit) => isWithin(commit, attempt.block))) {
    const between = body.slice(index + 1, body.indexOf(attempt))
    if (between.some((statement) => awaits(statement))) return undefined
    return { region: attempt.block.body as Statement[], attempt }
  }
  const owner = block.parent
  if (owner?.type === 'TryStatement' && owner.block === block)
    return { region: body.slice(index + 1), attempt: owner }
  const last = commits.at(-1)
  if (!last || last.parent !== block) return undefined
  return { region: body.slice(index + 1), attempt: undefined }
}

function awaits(statement: Node): boolean {
  let found = false
  walk(statement, (node) => {
    if (node.type === 'AwaitExpression') found = true
    return !isFunction(node)
  })
  return found
}

function formOf(context: Context): Omit<TransactionForm, 'readOnly' | 'verbs'> | Refused {
  const { file, region, commits, attempt, join } = context
  const outside = commits.filter((commit) => !region.some((statement) => isWithin(commit, statement)))
  if (commits.length === 0 || outside.length > 0) return { refused: 'unfamiliar-form' }
  const finalCommit = region.filter((statement) => commits.includes(statement)).at(-1)
  const afterCommit = finalCommit ? region.slice(region.indexOf(finalCommit) + 1) : []
  const flag = flagOf(context, afterCommit)
  const dropped = new Set([...(flag?.statements ?? []), ...(join?.removed ?? [])])
  const rest = afterCommit.filter((statement) => !dropped.has(statement))
  const undoing = rollbacksOf(context, flag)
  if ('refused' in undoing) return undoing
  // Without a try the transaction ends where its COMMIT stands.
  const isInner =
    (attempt !== undefined || rest.length === 0) &&
    rest.every((statement) => statement.type === 'ReturnStatement' && isPlain(statement.argument))
  const after = isInner ? [] : rest
  if (!attempt && !finalCommit) return { refused: 'unfamiliar-form' }
  const inner =
    attempt || isInner
      ? region.slice(0, region.length - after.length)
      : region.slice(0, region.indexOf(finalCommit!) + 1)
  const flow = controlFlow(context, inner)
  if ('refused' in flow) return flow
  const reachesEnd = finalCommit ? !(isInner && rest.length > 0) : inner.length > 0 && !ends(inner.at(-1)!)
  if (!finalCommit && reachesEnd) return { refused: 'leaves-it-open' }
  const later = laterThan({ after, attempt, finalCommit })
  const seen = varSeenOutside(file.scopes, inner as readonly Node[], (reference, declaration) => {
    const isOwn = inner.includes(declaration as Statement)
    return isOwn && later.some((statement) => isWithin(reference, statement))
  })
  if (seen !== undefined) return { refused: 'unfamiliar-form', detail: `var ${seen}` }
  const kept = inner.find((statement) => isUsedIn(file, statement, later))
  if (kept) return { refused: 'unfamiliar-form', detail: file.textOf(kept).split('\n')[0]! }
  const handled = undoing.rest.filter((statement) => !dropped.has(statement))
  const rethrows = handled.every((statement) => isRethrow(statement, attempt))
  const finalizerStays = ((attempt?.finalizer?.body ?? []) as Statement[]).some(
    (statement) => !dropped.has(statement),
  )
  const startsTry = attempt?.block.body[0] === context.begin || attempt?.block !== context.begin.parent
  const dropsTry = attempt !== undefined && rethrows && !finalizerStays && startsTry
  if (flow.returns && reachesEnd && !isLast(attempt ?? finalCommit!))
    return { refused: 'mixed-return', detail: file.textOf(context.begin) }
  return {
    begin: context.begin,
    region: inner,
    commits,
    finalCommit,
    after,
    removed: [...undoing.removed, ...dropped],
    attempt,
    dropsTry,
    dropsCatch: !dropsTry && rethrows && finalizerStays && handled.length > 0,
    returnsValue: flow.returns,
    asksWhetherOpen: join?.asked,
  }
}

interface Flag {
  readonly name: string
  /** Its declaration and what sets it. */
  readonly statements: readonly Statement[]
}

/** `let committed = false … committed = true … finally { if (!committed) ROLLBACK }` */
function flagOf(context: Context, afterCommit: readonly Statement[]): Flag | undefined {
  const { attempt, rollbacks } = context
  const guard = attempt?.finalizer?.body.find(
    (statement) =>
      statement.type === 'IfStatement' && rollbacks.some((rollback) => isWithin(rollback, statement)),
  )
  if (guard?.type !== 'IfStatement' || guard.alternate) return undefined
  const test = unwrap(guard.test)
  const operand = test.type === 'UnaryExpression' && test.operator === '!' ? unwrap(test.argument) : undefined
  if (operand?.type !== 'Identifier') return undefined
  const sets = afterCommit.find(
    (statement) =>
      statement.type === 'ExpressionStatement' &&
      statement.expression.type === 'AssignmentExpression' &&
      context.file.textOf(statement.expression.left) === operand.name,
  )
  const binding = context.file.scopes.resolve(operand)
  const declaration = binding?.declaration.parent
  if (!sets || !binding || declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1)
    return undefined
  if (binding.references.length !== 2) return undefined
  return { name: operand.name, statements: [sets, declaration, guard] }
}

/** What is left of the catch block without its ROLLBACK. */
function rollbacksOf(
  context: Context,
  flag: Flag | undefined,
): { readonly removed: Statement[]; readonly rest: readonly Statement[] } | Refused {
  const { attempt, rollbacks, region, file } = context
  const handler = (attempt?.handler?.body.body ?? []) as Statement[]
  const removed: Statement[] = []
  let rest: readonly Statement[] = handler
  for (const rollback of rollbacks) {
    if (flag?.statements.some((statement) => isWithin(rollback, statement))) continue
    if (attempt?.handler && isWithin(rollback, attempt.handler)) {
      const own = handler.find((statement) => isWithin(rollback, statement))!
      if (own !== rollback && !isGuardedRollback(own, rollback))
        return { refused: 'unfamiliar-form', detail: file.textOf(own).split('\n')[0]! }
      removed.push(own)
      rest = rest.filter((statement) => statement !== own)
      continue
    }
    if (!region.some((statement) => isWithin(rollback, statement))) return { refused: 'unfamiliar-form' }
    const next = nextStatement(rollback)
    const isThrown = next?.type === 'ThrowStatement'
    const wroteBefore = region.some(
      (statement) => statement.start < rollback.start && writes(context, statement, rollback.start),
    )
    if (!isThrown && (next?.type !== 'ReturnStatement' || wroteBefore))
      return { refused: 'rollback-then-return' }
    removed.push(rollback)
  }
  if (attempt?.handler && removed.length === 0 && !flag) return { refused: 'catch-without-rollback' }
  return { removed, rest }
}

function writes(context: Context, statement: Node, before: number): boolean {
  let found = false
  walk(statement, (node) => {
    if (node.start < before && context.isWrite(node)) found = true
    return true
  })
  return found
}

/** `try { ROLLBACK } catch {}` */
function isGuardedRollback(statement: Statement, rollback: Statement): boolean {
  return (
    statement.type === 'TryStatement' &&
    statement.block.body.length === 1 &&
    statement.block.body[0] === rollback &&
    !statement.finalizer &&
    statement.handler?.body.body.every((inner) => inner.type === 'EmptyStatement') === true
  )
}

function nextStatement(statement: Statement): Statement | undefined {
  const block = statement.parent
  if (block?.type !== 'BlockStatement') return undefined
  const body = block.body as Statement[]
  return body[body.indexOf(statement) + 1]
}

/** What runs behind the COMMIT and sees what the region declares: without a try, all of its block. */
export function laterThan({
  after,
  attempt,
  finalCommit,
}: Pick<TransactionForm, 'after' | 'attempt' | 'finalCommit'>): readonly Statement[] {
  return [...after, ...(attempt || !finalCommit ? [] : behind(finalCommit))]
}

/** The statements of its block behind a statement. */
function behind(statement: Statement): readonly Statement[] {
  const block = statement.parent
  if (block?.type !== 'BlockStatement') return []
  const body = block.body as Statement[]
  return body.slice(body.indexOf(statement) + 1)
}

/** A function or class that what runs behind the transaction uses: the transaction hands out values alone. */
function isUsedIn(file: SourceFile, statement: Statement, later: readonly Statement[]): boolean {
  const declared = statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration'
  const name = declared ? statement.id : null
  const binding = name && file.scopes.lookup(statement, name.name)
  return (binding?.references ?? []).some((reference) => later.some((other) => isWithin(reference, other)))
}

function previousStatement(statement: Statement): Statement | undefined {
  const block = statement.parent
  if (block?.type !== 'BlockStatement') return undefined
  const body = block.body as Statement[]
  return body[body.indexOf(statement) - 1]
}

/** What leaves the region before its end: only `COMMIT; return value`, `ROLLBACK; return value` and throws may. */
function controlFlow(context: Context, inner: readonly Statement[]): { readonly returns: boolean } | Refused {
  let returns = false
  let refused: TransactionRefusal | undefined
  const within = (label: Node | undefined | null) =>
    label !== undefined && label !== null && inner.some((statement) => isWithin(label, statement))
  for (const statement of inner) {
    walk(statement, (node) => {
      if (isFunction(node) || isClass(node)) return false
      if (node.type === 'ReturnStatement') {
        if (node.argument) returns = true
        const before = previousStatement(node)
        const isSettled =
          before !== undefined && (context.commits.includes(before) || context.rollbacks.includes(before))
        const isFinal = inner.includes(node) && isAfterCommit(context, inner, node)
        if (!isSettled && !isFinal) refused = 'leaves-it-open'
        else if (!isPlain(node.argument)) refused = 'work-after-commit'
      }
      if (node.type === 'BreakStatement' || node.type === 'ContinueStatement') {
        if (!within(jumpTarget(node))) refused = 'jumps-out'
      }
      if (node.type === 'YieldExpression' || (node.type === 'Identifier' && node.name === 'arguments'))
        refused = 'jumps-out'
      return true
    })
  }
  return refused ? { refused } : { returns }
}

function isAfterCommit(context: Context, inner: readonly Statement[], node: Statement): boolean {
  const index = inner.indexOf(node)
  return inner.slice(0, index).some((statement) => context.commits.includes(statement))
}

/** An expression without effects, so that it may as well run inside. */
function isPlain(expression: Node | undefined | null): boolean {
  if (!expression) return true
  let plain = true
  walk(expression, (node) => {
    if (
      /^(Call|New|Await|Assignment|Update|Yield|TaggedTemplate|Import)Expression$/.test(node.type) ||
      (node.type === 'UnaryExpression' && node.operator === 'delete')
    )
      plain = false
    return !isFunction(node)
  })
  return plain
}

function isRethrow(statement: Statement, attempt: TryStatement | undefined): boolean {
  if (statement.type !== 'ThrowStatement') return false
  const thrown = unwrap(statement.argument)
  const parameter = attempt?.handler?.param
  return thrown.type === 'Identifier' && parameter?.type === 'Identifier' && parameter.name === thrown.name
}

/** True when nothing runs after the statement. */
function ends(statement: Statement): boolean {
  if (statement.type === 'ReturnStatement' || statement.type === 'ThrowStatement') return true
  if (statement.type === 'BlockStatement') return statement.body.length > 0 && ends(statement.body.at(-1)!)
  if (statement.type === 'IfStatement')
    return (
      statement.alternate !== null && ends(statement.consequent) && ends(statement.alternate as Statement)
    )
  return false
}

/** The last statement of its function: falling off its end returns nothing. */
function isLast(statement: Statement): boolean {
  const block = statement.parent
  return block?.type === 'BlockStatement' && block.body.at(-1) === statement && isFunction(block.parent)
}
