import { codeStyleOf } from '../../../edits/code-style.js'
import type { TextEdit } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { Range } from '../../../plan/proposal.js'
import { importersThrough } from '../../../survey/importers-through.js'
import {
  enclosingFunction,
  isClass,
  keyName,
  memberName,
  type Node,
  outermost,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import { clientToken } from '../../../survey/served.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Facade } from '../../1-foundation/facade-accessor/facade-accessor.js'
import { type FileEdits, needsOf } from './closers.js'

export interface ClosingInjections {
  readonly files: readonly FileEdits[]
  /** In the module of the tokens. */
  readonly token: { readonly edit: TextEdit; readonly removed: Range }
}

/**
 * Where all that code does which has the accessor injected is to open the client or to close it: the database is opened
 * and closed instead.
 */
export function closingInjections(planning: Planning, facade: Facade): ClosingInjections | undefined {
  const { project } = planning.survey
  const token = facade.driver || !facade.accessor.client ? undefined : clientToken(project, facade.accessor)
  const home = token?.module === facade.databaseModule ? project.source(token.module) : undefined
  const declared = home && tokenDeclaration(home, token!.name)
  const names = closingMethods(planning, facade)
  if (!token || !declared) return undefined
  const files: FileEdits[] = []
  for (const path of [...importersThrough(project, token.module)].sort()) {
    const file = project.text(path)?.includes(token.name) ? project.source(path) : undefined
    if (!file) continue
    const edits: TextEdit[] = []
    let isClosed = true
    walk(file.program, (node) => {
      if (!isInjection(file, node, token.name)) return isClosed
      const closed = openedInstead(file, node, facade.token) ?? closedInstead(file, node, names, facade.token)
      if (closed) edits.push(...closed)
      else isClosed = false
      return isClosed
    })
    if (!isClosed) return undefined
    if (edits.length > 0) files.push({ path, edits, imports: needsOf(facade) })
  }
  return { files, token: declared }
}

/** Methods of the client's class that close what it opened, and do nothing more. */
function closingMethods({ survey: { project } }: Planning, { accessor, profile }: Facade): Set<string> {
  const file = accessor.client && project.source(accessor.client.module)
  const owner = file?.scopes.topLevel(profile.className)?.declaration
  const found = new Set<string>()
  for (const member of isClass(owner) ? owner.body.body : []) {
    const name = member.type === 'MethodDefinition' ? (keyName(member.key) ?? '') : ''
    if (member.type !== 'MethodDefinition' || profile.methods.get(name)?.result !== 'close') continue
    if (member.value.params.length === 0 && closesAlone(member.value as Node)) found.add(name)
  }
  return found
}

function closesAlone(body: Node): boolean {
  let closing = 0
  let others = 0
  walk(body, (node) => {
    if (/^(New|TaggedTemplate|Yield)Expression$|^ThrowStatement$/.test(node.type)) others += 1
    if (node.type !== 'CallExpression') return true
    const callee = unwrap(node.callee)
    const isClosing =
      callee.type === 'MemberExpression' &&
      /^(close|disconnect|destroy)(Sync)?$/.test(memberName(callee) ?? '') &&
      node.arguments.length === 0
    if (isClosing) closing += 1
    else others += 1
    return true
  })
  return closing > 0 && others === 0
}

function isInjection(
  file: SourceFile,
  node: Node,
  token: string,
): node is Node & { readonly type: 'CallExpression' } {
  return (
    node.type === 'CallExpression' &&
    file.textOf(node.callee) === 'inject' &&
    node.arguments.length === 1 &&
    file.textOf(node.arguments[0]! as Node) === token
  )
}

/** `await inject(accessor)()` as a statement of its own: it makes the client open the database, or fail early. */
function openedInstead(
  file: SourceFile,
  injection: Node & { readonly type: 'CallExpression' },
  database: string,
): TextEdit[] | undefined {
  const asked = callOf(injection)
  const awaited = asked && outermost(asked).parent
  if (awaited?.type !== 'AwaitExpression' || outermost(awaited).parent?.type !== 'ExpressionStatement')
    return undefined
  const [token] = injection.arguments
  const { quote } = codeStyleOf(file.text, file.typed)
  if (file.comments.some(({ start, end }) => start >= injection.end && end <= asked!.end)) return undefined
  return [
    { start: token!.start, end: token!.end, text: database },
    { start: injection.end, end: asked!.end, text: `.query(${quote}SELECT 1${quote})` },
  ]
}

/** `inject(accessor)().close()`, where somebody waits for it: a database takes a moment to close. */
function closedInstead(
  file: SourceFile,
  injection: Node & { readonly type: 'CallExpression' },
  names: ReadonlySet<string>,
  database: string,
): TextEdit[] | undefined {
  const asked = callOf(injection)
  const awaited = asked && outermost(asked).parent
  const client = awaited?.type === 'AwaitExpression' ? awaited : asked
  const member = client && outermost(client).parent
  if (member?.type !== 'MemberExpression' || member.computed) return undefined
  const name = memberName(member) ?? ''
  const call = names.has(name) ? callOf(member) : undefined
  if (!call) return undefined
  const { start, parent } = outermost(call)
  const isGiven = /^(AwaitExpression|ReturnStatement|ArrowFunctionExpression)$/.test(parent?.type ?? '')
  const isWaiting = parent?.type === 'ExpressionStatement' && enclosingFunction(call)?.async === true
  if (!isGiven && !isWaiting) return undefined
  const [token] = injection.arguments
  const { object, property } = member
  const edits = [
    { start: object.start, end: injection.start, text: start === object.start && !isGiven ? 'await ' : '' },
    { start: token!.start, end: token!.end, text: database },
    { start: injection.end, end: object.end, text: '' },
    ...(name === 'close' ? [] : [{ start: property.start, end: property.end, text: 'close' }]),
  ]
  const isSaid = ({ start: from, end }: Range) =>
    file.comments.some((comment) => comment.start >= from && comment.end <= end)
  if (start !== object.start || edits.some(isSaid)) return undefined
  return edits.filter((edit) => edit.text !== '' || edit.end > edit.start)
}

/** The call of an expression, without arguments. */
function callOf(callee: Node): Node | undefined {
  const outer = outermost(callee)
  const call = outer.parent
  const isCall =
    call?.type === 'CallExpression' && call.callee === (outer as unknown) && call.arguments.length === 0
  return isCall ? call : undefined
}

export function tokenDeclaration(file: SourceFile, name: string): ClosingInjections['token'] | undefined {
  const declaration = file.scopes.topLevel(name)?.declaration
  if (declaration?.parent?.type !== 'VariableDeclaration') return undefined
  const around = declaration.parent.parent
  const statement = around?.type === 'ExportNamedDeclaration' ? around : (declaration.parent as Node)
  if (declaration.parent.declarations.length > 1) return undefined
  const comment = file.comments.find(
    ({ value, end }) =>
      /, for code that works with the (client|driver) itself\. $/.test(value) &&
      end < statement.start &&
      file.text.slice(end, statement.start).trim() === '',
  )
  const first = comment?.start ?? statement.start
  // With the blank line above: below stands another one, or nothing.
  const start = file.text.slice(0, first).trimEnd().length
  const { end } = statement
  return { edit: { start, end, text: '' }, removed: { start, end } }
}
