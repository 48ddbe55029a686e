import { codeStyleOf } from '../../../edits/code-style.js'
import { commentsAbove } from '../../../edits/comments-above.js'
import type { TextEdit } from '../../../model.js'
import type { RepositoryDraft } from '../../../repositories/repository-registry.js'
import type { ClientValue, Touch } from '../../../survey/client-value.js'
import { neoCompat } from '../../../survey/driver-openings.js'
import {
  enclosingClass,
  enclosingFunction,
  isClass,
  isFunction,
  isPlainReceiver,
  memberName,
  type Node,
  rootOf,
  unwrap,
} from '../../../survey/nodes.js'
import { isAssigned } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { visibleSql } from '../../../survey/sql-text.js'
import { statementKind } from '../../../survey/statement-kind.js'
import { ownReferences } from '../../../survey/this-owner.js'
import type { RowFormat } from './driver-calls.js'
import { holderName } from './holder-edits.js'

interface Bound {
  readonly repository: RepositoryDraft
  readonly connection: string
  readonly owner: Node
  readonly anchor: number
  readonly isOptional: boolean
  rows: RowFormat | undefined
}

/** How repositories are loaded in the function that asks them, because what their connection comes from is. */
export interface LateLoading {
  readonly quote: string
  readonly specifierOf: (repository: RepositoryDraft) => string
}

export interface BindingStyle {
  readonly late?: LateLoading | undefined
  /** The expression that is a repository on a database; absent where it is on a connection of the driver. */
  readonly bind?: (repository: RepositoryDraft, database: string) => string
  /** True where repositories are made on what the module always has. */
  readonly isAlwaysThere?: boolean
  /** True for repositories to be named where they are asked: the function has others of the same names. */
  readonly isInPlace?: boolean
  /** True for a call to be declared for in its innermost block instead: what stands around it is rewritten. */
  readonly isWithinBlocks?: (touch: Touch) => boolean
  /** What holds clients in the same file: of those that one function asks, the first gives repositories a name. */
  readonly beside: readonly ClientValue[]
}

/**
 * Repositories on the connection of one holder: declared once for each function, above the statement that asks first,
 * where the connection stays the same; else named where they are asked.
 */
export class BoundRepositories {
  readonly #file: SourceFile
  readonly #value: ClientValue
  readonly #isReassigned: boolean
  readonly #late: LateLoading | undefined
  readonly #bind: BindingStyle['bind']
  readonly #isWithinBlocks: (touch: Touch) => boolean
  readonly #isAlwaysThere: boolean
  readonly #isInPlace: boolean
  readonly #earlier: readonly ClientValue[]
  readonly #bound: Bound[] = []

  constructor(
    file: SourceFile,
    value: ClientValue,
    {
      late,
      bind,
      isAlwaysThere = false,
      isInPlace = false,
      isWithinBlocks = () => false,
      beside,
    }: BindingStyle,
  ) {
    this.#file = file
    this.#value = value
    this.#late = late
    this.#bind = bind
    this.#isAlwaysThere = isAlwaysThere
    this.#isInPlace = isInPlace
    this.#isWithinBlocks = isWithinBlocks
    this.#earlier = beside.filter((other) => isEarlier(other, value))
    this.#isReassigned = value.escapes.some(({ kind }) => kind === 'reassigned')
  }

  /**
   * What a call is made on instead. Ask in the order of the code. `rows`: absent where none are read. Undefined where
   * the repository cannot be loaded.
   */
  receiver(touch: Touch, repository: RepositoryDraft, rows: RowFormat | undefined): string | undefined {
    // What the module always has is not what the call names.
    const connection = this.#isAlwaysThere ? '' : this.#file.textOf(withoutParentheses(touch.receiver))
    const isOptional = this.#isHandedIn && isAskedOptionally(touch)
    const owner = this.#isReassigned ? undefined : this.#ownerOf(touch)
    const statement = owner && statementIn(owner, touch.call as Node)
    const inPlace = () => {
      const call = this.#call({ repository, connection, rows, isOptional })
      return this.#late ? undefined : isOptional ? `(${call})?` : call
    }
    if (this.#late && !(owner as { async?: boolean } | undefined)?.async) return undefined
    if (this.#isInPlace || !owner || !statement || !this.#canDeclareAt(statement, touch.receiver))
      return inPlace()
    if (!this.#isSteady(owner, touch)) return inPlace()
    if (this.#earlier.some(({ touches }) => touches.some((asked) => this.#asksWithin(owner, asked))))
      return inPlace()
    const known = this.#bound.find((bound) => bound.repository === repository && bound.owner === owner)
    if (!known) {
      const first = this.#isWithinBlocks(touch) ? statement : this.#begins(owner, statement)
      const anchor = commentsAbove(this.#file, first.start)
      this.#bound.push({ repository, connection, rows, owner, anchor, isOptional })
    } else if (
      known.connection !== connection ||
      known.isOptional !== isOptional ||
      (rows && known.rows && known.rows !== rows)
    )
      return inPlace()
    else known.rows ??= rows
    return `${this.#name(repository)}${isOptional ? '?' : ''}`
  }

  /** The declarations; to be asked for last. */
  edits(): TextEdit[] {
    const end = this.#semicolons ? ';' : ''
    const eol = this.#file.text.includes('\r\n') ? '\r\n' : '\n'
    const loading = new Set<Node>()
    return this.#bound.map((bound) => {
      const { anchor, owner, repository } = bound
      const indent = this.#file.indentationAt({ start: anchor, end: anchor } as never)
      const name = this.#name(repository)
      const loads = this.#late ? loadingLines(this.#late, repository, !loading.has(owner)) : []
      loading.add(owner)
      return {
        start: anchor,
        end: anchor,
        text: [...loads, `const ${name} = ${this.#call(bound)}`]
          .map((line) => `${line}${end}${eol}${indent}`)
          .join(''),
      }
    })
  }

  #call({ isOptional, ...bound }: Pick<Bound, 'repository' | 'connection' | 'rows' | 'isOptional'>): string {
    const made = this.#made(bound)
    return isOptional ? `${bound.connection} && ${made}` : made
  }

  #made({ repository, connection, rows }: Pick<Bound, 'repository' | 'connection' | 'rows'>): string {
    if (this.#bind) return this.#bind(repository, connection)
    const { quote } = codeStyleOf(this.#file.text, this.#file.typed)
    const options = rows === undefined || rows === 'js' ? '' : `, { rows: ${quote}${rows}${quote} }`
    return `repositoryOn(${repository.className}, ${connection}${options})`
  }

  /** False where the client is taken at that place: it is always there. */
  get #isHandedIn(): boolean {
    return this.#value.origin.type === 'annotation' || this.#value.kind === 'field'
  }

  get #semicolons(): boolean {
    return codeStyleOf(this.#file.text, this.#file.typed).semicolons
  }

  #name(repository: RepositoryDraft): string {
    const { name: _, ...nameless } = this.#value
    return holderName(this.#file, { ...nameless, kind: 'variable' }, repository.variable, true)
  }

  /** Where a declaration goes: the outermost function in which the connection has its name, which takes it or is a member. */
  #ownerOf(touch: Touch): Node | undefined {
    const { declaration, kind } = this.#value
    const taking = kind === 'parameter' || kind === 'variable' ? enclosingFunction(declaration) : undefined
    const isWithinBlocks = this.#isWithinBlocks(touch)
    let owner: Node | undefined
    for (let node = (touch.call as Node).parent; node && !isClass(node); node = node.parent) {
      if (isWithinBlocks && node.type === 'BlockStatement') return node
      if (isFunction(node)) owner = node
      if (node === taking) break
    }
    return owner
  }

  /** True at a statement with a line of its own, where the names in the receiver mean the same. */
  #canDeclareAt(statement: Node, receiver: Node): boolean {
    const lineStart = this.#file.text.lastIndexOf('\n', statement.start - 1) + 1
    if (/\S/.test(this.#file.text.slice(lineStart, statement.start))) return false
    if (this.#isAlwaysThere) return true
    // Without types nothing tells whether the connection is there on every way through the function.
    if (!this.#file.typed && !this.#isConstantOfModule(receiver)) return false
    // What is only said to be there, or assigned on the way, may not be there yet.
    if (this.#file.textOf(receiver).includes('!')) return false
    const root = rootOf(receiver)
    const isAskedFor = (reference: Node) =>
      reference.start >= statement.start && reference.start < receiver.start && isTested(reference)
    if (root.type === 'ThisExpression') {
      const references = referencesOfField(this.#file, receiver)
      return !references.some((reference) => isFilledLater(reference) || isAskedFor(reference))
    }
    if (root.type !== 'Identifier') return false
    const { scopes } = this.#file
    const binding = scopes.resolve(root)
    return (
      binding !== undefined &&
      scopes.lookup(statement, root.name) === binding &&
      binding.identifier.end <= statement.start &&
      !binding.references.some((reference) => isAssigned(reference) || isAskedFor(reference))
    )
  }

  /** `const connection = …` of the module itself. */
  #isConstantOfModule(receiver: Node): boolean {
    const named = unwrap(receiver)
    const binding = named.type === 'Identifier' ? this.#file.scopes.resolve(named) : undefined
    const { declaration, scope } = binding ?? {}
    const isFilled = declaration?.type === 'VariableDeclarator' && declaration.init !== null
    const declaring = isFilled ? declaration.parent : undefined
    return (
      scope === (this.#file.program as Node) &&
      declaring?.type === 'VariableDeclaration' &&
      declaring.kind === 'const'
    )
  }

  /**
   * False where what is asked a second time may be another one: of a getter, of an object that others fill anew, or of
   * a client that opens it anew.
   */
  #isSteady(owner: Node, { receiver, inLoop }: Touch): boolean {
    const { declaration, touches, derived = [] } = this.#value
    const root = rootOf(receiver)
    const binding = root.type === 'Identifier' ? this.#file.scopes.resolve(root) : undefined
    const isOfOthers = unwrap(receiver).type === 'MemberExpression' && binding?.scope === this.#file.program
    const isShown = declaration.type === 'MemberExpression' && !isAssigned(declaration)
    if (!isOfOthers && !isShown && declaration.type !== 'MethodDefinition') return true
    const all = [...touches, ...derived.flatMap((each) => each.touches)]
    return !inLoop && all.filter((each) => this.#asksWithin(owner, each)).length === 1
  }

  #asksWithin(owner: Node, { call, sqlAt = 0 }: Touch): boolean {
    const isWithin = call.start >= owner.start && call.end <= owner.end
    return isWithin && visibleSql(this.#file, call.arguments[sqlAt] as Node | undefined) !== undefined
  }

  /** The statement that opens a transaction by hand before this one: between the two there is no place for more. */
  #begins(owner: Node, statement: Node): Node {
    const opening = this.#value.touches.find(({ call }) => {
      const sql = visibleSql(this.#file, call.arguments[0] as Node | undefined)
      return sql !== undefined && statementKind(sql) === 'transaction' && statementIn(owner, call as Node)
    })
    const first = opening && statementIn(owner, opening.call as Node)
    return first && first.start < statement.start ? first : statement
  }
}

/** True for another holder whose repositories have their names first. */
function isEarlier(other: ClientValue, value: ClientValue): boolean {
  if (other.file !== value.file || other.declaration === value.declaration || other.kind === 'inline')
    return false
  // What is taken is injected under the repository's name, wherever that stands.
  const isTaken = (holder: ClientValue) => holder.origin.type === 'accessor'
  return isTaken(other) === isTaken(value)
    ? other.declaration.start < value.declaration.start
    : isTaken(other)
}

/** True for `if (connection)`, `connection && …`: it may be missing. */
function isTested(reference: Node): boolean {
  return /^(IfStatement|ConditionalExpression|LogicalExpression|UnaryExpression|BinaryExpression)$/.test(
    reference.parent?.type ?? '',
  )
}

function referencesOfField(file: SourceFile, receiver: Node): Node[] {
  const field = unwrap(receiver)
  const owner = enclosingClass(field)
  const name = memberName(field)
  return owner && name ? ownReferences(file, owner, name) : []
}

/** True for `this.connection` where another function than the constructor assigns it. */
function isFilledLater(reference: Node): boolean {
  return isAssigned(reference) && !isConstructor(enclosingFunction(reference)?.parent)
}

function isConstructor(node: Node | null | undefined): boolean {
  return node?.type === 'MethodDefinition' && node.kind === 'constructor'
}

function loadingLines(
  { quote, specifierOf }: LateLoading,
  repository: RepositoryDraft,
  isFirst: boolean,
): string[] {
  const load = (name: string, from: string) => `const { ${name} } = await import(${quote}${from}${quote})`
  const own = load(repository.className, specifierOf(repository))
  return isFirst ? [load('repositoryOn', neoCompat), own] : [own]
}

/** The statement of a block, or of a function's own block, that holds a node. */
function statementIn(owner: Node, inner: Node): Node | undefined {
  const body = owner.type === 'BlockStatement' ? owner : (owner as { body?: Node | null }).body
  if (body?.type !== 'BlockStatement') return undefined
  return (body.body as Node[]).find(
    (statement) => statement.start <= inner.start && statement.end >= inner.end,
  )
}

function withoutParentheses(node: Node): Node {
  return node.type === 'ParenthesizedExpression' ? withoutParentheses(node.expression) : node
}

/** `db?.query(…)`: it may not be there, and then nothing is asked. */
export function isAskedOptionally({ call }: Touch): boolean {
  const callee = unwrap(call.callee as Node)
  return callee.type === 'MemberExpression' && callee.optional
}

/**
 * True where a client is asked only if it is there, and what gives it may do something each time: `(await open())?.query(…)`.
 * A repository on it would ask twice.
 */
export function asksOnce({ declaration }: ClientValue, touch: Touch): boolean {
  const isOfGetter = declaration.type === 'MethodDefinition'
  return isAskedOptionally(touch) && (isOfGetter || !isPlainReceiver(touch.receiver))
}
