import { handedAway } from '../../../access/handed-away.js'
import { withoutCoveredInsertions } from '../../../edits/text-edits.js'
import type { TextEdit } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Candidate, Proposal, RefusalDraft } from '../../../plan/proposal.js'
import type { ClientValue, Escape, Touch } from '../../../survey/client-value.js'
import { neoCompat, neoDriver } from '../../../survey/driver-openings.js'
import { makesToken } from '../../../survey/facade-module.js'
import { usesOf } from '../../../survey/follow-value.js'
import {
  enclosingFunction,
  isFunction,
  memberName,
  type Node,
  outermost,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import type { Binding } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { DriverMocks } from '../../1-foundation/facade-accessor/driver-mocks.js'
import type { Facade } from '../../1-foundation/facade-accessor/facade-accessor.js'
import { injectAccessor } from '../../1-foundation/inject-repository/inject-accessor.js'
import { facadeOfAccessor, losesComment } from '../../1-foundation/inject-repository/inject-repository.js'
import type { TransactionRefusal } from '../refusals.js'
import { handedVerb } from './handed-statement.js'
import { once } from './transaction-edits.js'
import { type TransactionForm, transactionForms } from './transaction-form.js'
import { transactionOnEdits, transactionOnProposal } from './transaction-on.js'
import { transactionVerb } from './transaction-verb.js'

const codemod = 'manual-transaction'
const reason =
  "The transaction is the runtime's, on the same connection: rolled back on any error, and never mixed with another one."
/** What a shared connection sends through the database, so that it joins the transaction. */
const joining = /^(run(AndRead(All|Until)?)?|prepare)$/

/**
 * Transactions by hand on the driver's own connection become `transactionOn(connection, …)`: the statements inside, and
 * functions that the connection is handed to, stay as they are.
 */
export function connectionTransactions(
  planning: Planning,
  facades: ReadonlyMap<string, Facade>,
  isWrite: (node: Node) => boolean,
): Proposals {
  const { project, usages: all, values } = planning.survey
  const candidates: Candidate[] = []
  const refusals: RefusalDraft[] = []
  if (project.graph.importersOfPackage(neoCompat).length === 0) return { candidates, refusals }
  const usages = new Map(all.map((usage) => [usage.id, usage]))
  for (const value of values) {
    const usage = usages.get(value.usage)
    const file = project.source(value.file)
    if (!usage || usage.inTest || !file || !planning.inScope(value.file)) continue
    const found = transactionsOf(planning, facades, file, value, isWrite)
    if (found === undefined) continue
    if ('refused' in found) {
      const { refused: id, detail } = found
      refusals.push({ usage: usage.id, codemod, id, place: usage, ...(detail !== undefined && { detail }) })
      continue
    }
    const plain = transactionOnProposal(file, found.edits, reason)
    const injected = withInjectedAccessor(planning, facades, file, value, plain)
    candidates.push({
      usages: [usage.id],
      place: usage,
      alternatives: injected ? [injected, plain] : [plain],
    })
  }
  return { candidates, refusals }
}

/** The transaction was all that kept the accessor's import: it is injected with it, where phase 1 made a token. */
function withInjectedAccessor(
  planning: Planning,
  facades: ReadonlyMap<string, Facade>,
  file: SourceFile,
  value: ClientValue,
  plain: Proposal,
): Proposal | undefined {
  const facade =
    value.origin.type === 'accessor' ? facadeOfAccessor(planning, facades, value.origin.accessor) : undefined
  const token = facade?.driver?.accessorToken
  if (!facade || token === undefined || file.path === facade.accessor.module) return undefined
  if (!makesToken(planning.survey.project.text(facade.databaseModule), token)) return undefined
  const injected = injectAccessor(planning, facade, token, file, value)?.files[0]
  const [own] = plain.files
  if (!injected || !own) return undefined
  const edits = [...own.edits, ...injected.edits]
  return {
    ...plain,
    files: [
      {
        ...own,
        edits,
        imports: [...own.imports, ...injected.imports],
        removedReferences: edits.filter((edit) => edit.end > edit.start),
      },
    ],
  }
}

type Refused = { readonly refused: TransactionRefusal; readonly detail?: string }

/** Undefined for a holder that opens no transaction by hand, or whose connection is not the driver's. */
function transactionsOf(
  planning: Planning,
  facades: ReadonlyMap<string, Facade>,
  file: SourceFile,
  value: ClientValue,
  isWrite: (node: Node) => boolean,
): { readonly edits: TextEdit[] } | Refused | undefined {
  const { project } = planning.survey
  const isOfDriver = isKnownConnection(planning, facades, value)
  const held = [value, ...(value.derived ?? [])]
    .map(({ touches, escapes }) => ({
      touches: [...touches, ...escapes.flatMap((use) => handedVerb(project, use) ?? [])],
      escapes,
    }))
    .filter(
      ({ touches }) =>
        touches.some(transactionVerb) &&
        touches.some(({ receiver }) => isConnection(planning, file, receiver, isOfDriver)),
    )
  if (held.length === 0) return undefined
  const replaced = DriverMocks.of(planning).reaching(file.path) ?? mockOfAccessor(planning, file)
  // The test may count the statements, of which the runtime sends more.
  if (replaced !== undefined) return { refused: 'driver-mocked', detail: replaced }
  const edits: TextEdit[] = []
  const isShared = mayBeShared(planning)
  for (const { touches, escapes } of held) {
    const byFunction = new Map<Touch['within'], Touch[]>()
    for (const touch of touches)
      byFunction.set(touch.within, [...(byFunction.get(touch.within) ?? []), touch])
    for (const own of byFunction.values()) {
      const verbs = own.filter(transactionVerb)
      if (verbs.length === 0) continue
      const receivers = new Set(verbs.map(({ receiver }) => file.textOf(receiver)))
      const [receiver] = receivers
      if (receivers.size !== 1 || !receiver || !/^([\w$]+\.)?#?[\w$]+$/.test(receiver))
        return { refused: 'unfamiliar-form' }
      const forms = transactionForms(file, own, isWrite)
      if ('refused' in forms) return forms
      for (const form of forms) {
        const stays = isShared ? staysOutside(planning, file, form, own, escapes) : undefined
        if (stays !== undefined) return { refused: 'outside-of-transaction', detail: stays }
        edits.push(...transactionOnEdits(planning, file, form, receiver))
      }
    }
  }
  const kept = withoutCoveredInsertions(once(edits))
  return losesComment(file, kept) ? { refused: 'comment-in-the-way' } : { edits: kept }
}

/** A test that runs this code on what it puts in the accessor's place, which need not have a connection's methods. */
function mockOfAccessor({ survey: { project, mocks } }: Planning, { path }: SourceFile): string | undefined {
  return mocks.find((mock) => project.graph.reaches(mock.file, path))?.file
}

/** True where what hands the client out, or its declaration, says that it is the driver's connection. */
function isKnownConnection(
  planning: Planning,
  facades: ReadonlyMap<string, Facade>,
  { origin }: ClientValue,
): boolean {
  return origin.type === 'accessor'
    ? facadeOfAccessor(planning, facades, origin.accessor)?.driver?.handsOut === 'connection'
    : origin.client === `${neoDriver}#DuckDBConnection`
}

/** The driver's connection: it says `run`, and is of the driver's own type where types are known. */
function isConnection(planning: Planning, file: SourceFile, receiver: Node, isOfDriver: boolean): boolean {
  const type = planning.oracle.typeAt(file.path, receiver.start, receiver.end)
  if (type && !type.isAny) return /^DuckDBConnection\b/.test(type.text)
  return isOfDriver || planning.survey.project.graph.importersOfPackage(neoDriver).length > 0
}

/** False where every connection is a session of its own: all that it is used for belongs to its transaction. */
function mayBeShared({ survey: { project } }: Planning): boolean {
  return project.graph.importersOfPackage(neoCompat).some((path) => {
    const text = project.text(path) ?? ''
    const openings = text.match(/\b(openInstance|pooledDriver)\(/g)?.length ?? 0
    return openings > (text.match(/connections: (['"])separate\1/g)?.length ?? 0)
  })
}

/** What runs between, and would not belong to the transaction of a connection that a module keeps for everybody. */
function staysOutside(
  planning: Planning,
  file: SourceFile,
  form: TransactionForm,
  touches: readonly Touch[],
  escapes: readonly Escape[],
): string | undefined {
  const isInside = ({ start, end }: { readonly start: number; readonly end: number }) =>
    form.region.some((statement) => start >= statement.start && end <= statement.end)
  const inside = touches.filter(({ call }) => isInside(call))
  const { project } = planning.survey
  const followed: Followed = {
    project,
    seen: new Set(),
    joins: joining,
    file,
    root: enclosingFunction(form.begin),
  }
  return (
    unjoinedTouch(followed, inside) ??
    unjoinedUse(
      followed,
      escapes.filter(({ node }) => isInside(node)),
    ) ??
    appenderFromOutside(file, form.region, touches)
  )
}

/** An appender that was made before the transaction writes where it was made. */
function appenderFromOutside(
  file: SourceFile,
  region: readonly Node[],
  touches: readonly Touch[],
): string | undefined {
  const made = new Set<unknown>(
    touches.flatMap(({ method, call }) =>
      method === 'createAppender' ? (appenderBinding(file, call) ?? []) : [],
    ),
  )
  const isWithin = (node: Node) => region.some(({ start, end }) => node.start >= start && node.end <= end)
  let found: string | undefined
  for (const statement of region)
    walk(statement, (node) => {
      const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined
      if (callee?.type !== 'MemberExpression') return found === undefined
      if (!/^(append(Value|Null|Default|[A-Z][A-Za-z]+)|endRow|flushSync)$/.test(memberName(callee) ?? ''))
        return found === undefined
      const appender = unwrap(callee.object)
      const binding = appender.type === 'Identifier' ? file.scopes.resolve(appender) : undefined
      if (!binding || !made.has(binding) || !isWithin(binding.declaration)) found = file.textOf(callee)
      return found === undefined
    })
  return found
}

/** `const appender = await connection.createAppender(table)` */
function appenderBinding(file: SourceFile, create: Node): Binding | undefined {
  const { parent } = outermost(create)
  const holder = parent?.type === 'AwaitExpression' ? outermost(parent).parent : undefined
  return holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier'
    ? file.scopes.lookup(holder.id, holder.id.name)
    : undefined
}

/** True where an appender does all its work in the function that makes it, and is closed there. */
function isOwnAppender(file: SourceFile, create: Node, root: Node | undefined): boolean {
  const references = appenderBinding(file, create)?.references ?? []
  const calls = references.map((reference) => {
    const member = reference.parent
    return member?.type === 'MemberExpression' && member.object === reference ? memberName(member) : undefined
  })
  return (
    calls.some((name) => /^(close|flush)Sync$/.test(name ?? '')) &&
    calls.every((name) => name !== undefined) &&
    references.every((reference) => enclosingFunction(reference) === root)
  )
}

interface Followed {
  readonly project: Project
  readonly seen: Set<Node>
  /** Methods that join the transaction. */
  readonly joins: RegExp
  readonly file: SourceFile
  /** The function that runs as part of the transaction. */
  readonly root: Node | undefined
}

function unjoinedTouch(followed: Followed, touches: readonly Touch[]): string | undefined {
  for (const touch of touches) {
    if (touch.method === 'createAppender' && isOwnAppender(followed.file, touch.call, followed.root)) continue
    if (!followed.joins.test(touch.method)) return touch.method
    const away = handedAway(followed.project, followed.file, touch.call, followed)
    if (away !== undefined) return away
    const unjoined = touch.method === 'prepare' ? unjoinedStatement(followed, touch.call) : undefined
    if (unjoined !== undefined) return unjoined
  }
  return undefined
}

/** What is done with a prepared statement that would not join. */
function unjoinedStatement(followed: Followed, prepare: Node): string | undefined {
  const { parent } = outermost(prepare)
  if (parent?.type !== 'AwaitExpression') return 'prepare'
  const joins = /^(run(AndRead(All|Until)?)?|bind\w*|clearBindings|destroySync)$/
  const statement = { ...followed, joins }
  const holder = outermost(parent).parent
  if (holder?.type !== 'VariableDeclarator') {
    const { touches, escapes } = usesOf(followed.project, followed.file, parent, () => '')
    return unjoinedTouch(statement, touches) ?? (escapes.length > 0 ? 'prepare' : undefined)
  }
  return holder.id.type === 'Identifier' ? unjoinedReference(statement, holder.id) : 'prepare'
}

/** `await work(connection)`, where `work` is a parameter of the function. */
function isOwnCallback(file: SourceFile, node: Node, root: Node | undefined): boolean {
  const call = outermost(node).parent
  const callee = call?.type === 'CallExpression' ? unwrap(call.callee) : undefined
  const binding = callee?.type === 'Identifier' ? file.scopes.resolve(callee) : undefined
  const isAwaited = call ? outermost(call).parent?.type === 'AwaitExpression' : false
  return isAwaited && isFunction(root) && root.params.some((parameter) => parameter === binding?.identifier)
}

function unjoinedReference(
  followed: Followed,
  declared: Node & { readonly name: string },
): string | undefined {
  const { project, file, seen } = followed
  if (seen.has(declared)) return undefined
  seen.add(declared)
  for (const reference of file.scopes.lookup(declared, declared.name)?.references ?? []) {
    const { touches, escapes } = usesOf(project, file, reference, () => '')
    const unjoined = unjoinedTouch(followed, touches) ?? unjoinedUse(followed, escapes)
    if (unjoined !== undefined) return unjoined
  }
  return undefined
}

function unjoinedUse(followed: Followed, escapes: readonly Escape[]): string | undefined {
  for (const { node, target } of escapes) {
    const away = handedAway(followed.project, followed.file, node, followed)
    if (away !== undefined) return away
    // Its caller's work may send what it likes by the connection that it is given.
    if (!target && isOwnCallback(followed.file, node, followed.root)) continue
    const file = target && followed.project.source(target.file)
    const parameter = target?.callee.params[target.index] as Node | undefined
    if (!file || parameter?.type !== 'Identifier') return 'what it is handed to could not be followed'
    const unjoined = unjoinedReference({ ...followed, file, root: target!.callee }, parameter)
    if (unjoined !== undefined) return file === followed.file ? unjoined : `${unjoined} in ${file.path}`
  }
  return undefined
}
