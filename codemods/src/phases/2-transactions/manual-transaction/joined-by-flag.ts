import type { Statement } from 'oxc-parser'
import {
  enclosingClass,
  enclosingFunction,
  functionName,
  isHiddenMember,
  isWithin,
  keyName,
  memberName,
  type Node,
  outermost,
  rootOf,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import { isTarget } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'

type Span = { readonly start: number; readonly end: number }

/** A variable by which a second caller joins the transaction that is open, as it is on one shared connection. */
export interface JoinFlag {
  readonly test: string
  /** Undefined where more is done with the variable than to ask and set it. */
  readonly replaceable: Replaceable | undefined
}

interface Replaceable {
  /** What asks whether a transaction is open. */
  readonly asked: Node
  /** What sets the variable, and its declaration: nothing needs them where the database itself is asked. */
  readonly removed: readonly Statement[]
}

/**
 * `if (this.isOpen) return work()`, where `this.isOpen` is set and set back around the transaction: whoever finds it set
 * does the same work without a transaction of its own, be it called in the transaction that is open or beside it.
 */
export function joinFlag(file: SourceFile, begin: Node): JoinFlag | undefined {
  const within = enclosingFunction(begin)
  if (!within?.body) return undefined
  const flags = flagsOf(file, within)
  if (flags.size === 0) return undefined
  const isFlag = (node: Node) => isShared(file, node, within) && flags.has(file.textOf(node))
  const asks = (test: Node) =>
    some(test, (node) => {
      const made = madeOf(file, node)
      return isFlag(node) || (made !== undefined && some(made, isFlag))
    })
  const found: { readonly node: Node; readonly test: Node }[] = []
  for (const root of [within, ...callersOf(file, within)])
    walk(root.body as Node, (node) => {
      if (node.type !== 'IfStatement' && node.type !== 'ConditionalExpression') return true
      const isBefore = root !== within || node.start < begin.start
      if (isBefore && asks(node.test) && doesTheSame(file, node, begin, within))
        found.push({ node, test: node.test })
      return true
    })
  const [first] = found
  if (!first) return undefined
  const isPlain = found.length === 1 && first.node.type === 'IfStatement' && !first.node.alternate
  return {
    test: file.textOf(first.test),
    replaceable:
      isPlain && enclosingFunction(first.node) === within && !isWithin(begin, first.node)
        ? replaceableBy(file, first.test, isFlag)
        : undefined,
  }
}

function replaceableBy(
  file: SourceFile,
  asked: Node,
  isFlag: (node: Node) => boolean,
): Replaceable | undefined {
  const test = unwrap(asked)
  const isCompared =
    test.type === 'BinaryExpression' && /^(> ?0|>= ?1|!==? ?0|===? ?true)$/.test(comparedWith(file, test))
  const flag = unwrap(isCompared ? (test.left as Node) : test)
  if (!isFlag(flag)) return undefined
  const declaration = flag.type === 'Identifier' ? variableOf(file, flag) : fieldOf(file, flag)
  if (!declaration || isCommented(file, declaration.node)) return undefined
  const sets: Statement[] = []
  for (const use of declaration.uses) {
    if (use === flag) continue
    const statement = outermost(use).parent?.parent
    if (!isTarget(use) || statement?.type !== 'ExpressionStatement') return undefined
    sets.push(statement)
  }
  return { asked, removed: [...sets, declaration.node as Statement] }
}

function comparedWith(file: SourceFile, test: { readonly operator: string; readonly right: Node }): string {
  return `${test.operator} ${file.textOf(test.right)}`
}

interface Declared {
  readonly node: Node
  readonly uses: readonly Node[]
}

function variableOf(file: SourceFile, flag: Node): Declared | undefined {
  const binding = file.scopes.resolve(flag)
  const declaration = binding?.declaration.parent
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1) return undefined
  if (declaration.parent?.type === 'ExportNamedDeclaration') return undefined
  return { node: declaration, uses: binding!.references }
}

/** A field of its class alone: none else can ask it. */
function fieldOf(file: SourceFile, flag: Node): Declared | undefined {
  const name = memberName(flag)
  const field = enclosingClass(flag)?.body.body.find(
    (member) => member.type === 'PropertyDefinition' && keyName(member.key) === name,
  )
  if (field?.type !== 'PropertyDefinition' || field.static || !isHiddenMember(field)) return undefined
  const uses: Node[] = []
  walk(file.program, (node) => {
    if (node.type === 'MemberExpression' && memberName(node) === name) uses.push(node)
    return true
  })
  return uses.every((use) => file.textOf(use) === file.textOf(flag))
    ? { node: field as Node, uses }
    : undefined
}

/** What a comment says of it would be said of what follows. */
function isCommented(file: SourceFile, { start }: Span): boolean {
  return file.comments.some(
    (comment) => comment.end <= start && /^\s*$/.test(file.text.slice(comment.end, start)),
  )
}

/** The fields and variables that the function sets and sets back. */
function flagsOf(file: SourceFile, within: Node): ReadonlySet<string> {
  const times = new Map<string, number>()
  walk(within, (node) => {
    if (isShared(file, node, within) && isTarget(node)) {
      const name = file.textOf(node)
      times.set(name, (times.get(name) ?? 0) + 1)
    }
    return true
  })
  return new Set([...times].flatMap(([name, count]) => (count > 1 ? [name] : [])))
}

/** Functions of the same class, or file, that call a function by its name. */
function callersOf(
  file: SourceFile,
  within: Node & { readonly body?: unknown },
): { readonly body?: unknown }[] {
  const name = functionName(within as never)
  const callers = new Set<NonNullable<ReturnType<typeof enclosingFunction>>>()
  if (name === undefined) return []
  walk(enclosingClass(within) ?? file.program, (node) => {
    if (node.type === 'CallExpression' && calledName(node.callee) === name) {
      const caller = enclosingFunction(node)
      if (caller?.body && caller !== within) callers.add(caller)
    }
    return true
  })
  return [...callers]
}

function calledName(callee: Node): string | undefined {
  return callee.type === 'Identifier' ? callee.name : memberName(callee)
}

/** True when the way without BEGIN awaits, or gives back, what the way with BEGIN calls. */
function doesTheSame(
  file: SourceFile,
  node: Node & { readonly type: 'IfStatement' | 'ConditionalExpression' },
  begin: Node,
  within: Node,
): boolean {
  const branches = [node.consequent, node.alternate].flatMap((branch) => (branch ? [branch as Node] : []))
  const opening = branches.find((branch) => isWithin(begin, branch))
  const calls = new Set<string>()
  walk(opening ?? within, (inner) => {
    if (inner.type === 'CallExpression' && inner.start > begin.end) calls.add(file.textOf(inner.callee))
    return true
  })
  const others = [...branches.filter((branch) => branch !== opening), ...(opening ? after(node) : [])]
  return others.some((branch) =>
    some(
      branch,
      (inner) =>
        inner.type === 'CallExpression' &&
        calls.has(file.textOf(inner.callee)) &&
        (inner === branch || /^(AwaitExpression|ReturnStatement)$/.test(inner.parent?.type ?? '')),
    ),
  )
}

function after(statement: Node): Node[] {
  const block = statement.parent
  if (block?.type !== 'BlockStatement') return []
  return (block.body as Node[]).filter(({ start }) => start >= statement.end)
}

/** A field, or a variable that outlives the call. */
function isShared(file: SourceFile, node: Node, within: Node): boolean {
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return false
  const root = rootOf(node)
  if (root.type === 'ThisExpression') return true
  const binding = root.type === 'Identifier' ? file.scopes.resolve(root) : undefined
  return binding !== undefined && !isWithin(binding.declaration, within)
}

/** What a variable starts with: `const isNested = this.depth > 0`. */
function madeOf(file: SourceFile, node: Node): Node | undefined {
  const declaration = node.type === 'Identifier' ? file.scopes.resolve(node)?.declaration : undefined
  return declaration?.type === 'VariableDeclarator' && declaration.init
    ? (declaration.init as Node)
    : undefined
}

function some(root: Node, test: (node: Node) => boolean): boolean {
  let found = false
  walk(root, (node) => {
    if (test(node)) found = true
    return !found
  })
  return found
}
