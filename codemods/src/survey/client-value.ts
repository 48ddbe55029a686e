import type { CallExpression } from 'oxc-parser'
import type { AnyFunction, Node } from './nodes.js'
import type { SourceFile } from './source-file.js'

/** A call of one of the legacy client's methods. */
export interface Touch {
  readonly method: string
  readonly call: CallExpression
  /** Which argument holds the SQL; absent for the first. */
  readonly sqlAt?: number
  /** What the method is called on: `db`, `this.db`, `getClient()`, `(await getClient())`. */
  readonly receiver: Node
  readonly awaited: boolean
  readonly inLoop: boolean
  readonly inTry: boolean
  readonly within: AnyFunction | undefined
  /** Set where it sends statements of a transaction or of a session, without showing them itself. */
  readonly bound?: BoundSql
}

/** Statements of a transaction or of a session whose text is not written where they are sent. */
export interface BoundSql {
  /** All of them. */
  readonly sql: string
  /** True where that is one statement, the value of a constant. */
  readonly isConstant?: true
  /** The calls that hand them over, in whatever file. */
  readonly calls: readonly { readonly file: SourceFile; readonly call: CallExpression }[]
}

export type EscapeKind =
  | 'argument'
  | 'returned'
  | 'assigned'
  | 'stored'
  | 'property-read'
  | 'reassigned'
  | 'unknown'

/** A use of the legacy client that is not a method call. */
export interface Escape {
  readonly kind: EscapeKind
  readonly node: Node
  /** The parameter an argument reaches, where the callee could be found. */
  readonly target?: { readonly file: string; readonly callee: AnyFunction; readonly index: number }
  /** The parameter of which an object that is handed over fills a member: `work({ db })`. */
  readonly member?: {
    readonly file: string
    readonly callee: AnyFunction
    readonly index: number
    readonly name: string
  }
  /** The class field that an assignment fills: its `ClientValue.id`. */
  readonly field?: string
  /** Set where what the client, or one of its methods, is given to is also given statements of a transaction or of a session. */
  readonly bound?: BoundSql
}

/** What a holder's client leads to: a connection made from it, the one that it shows as a member, an alias, a callback that gets it. */
export interface Derived {
  readonly by: 'connect' | 'member' | 'alias' | 'callback'
  /** The declarator, parameter or expression that holds it. */
  readonly declaration: Node
  readonly name?: string
  readonly touches: readonly Touch[]
  readonly escapes: readonly Escape[]
}

export type HolderKind = 'inline' | 'variable' | 'field' | 'parameter' | 'parameter-property' | 'import'

/** Where a holder's client comes from. */
export type Origin =
  | {
      readonly type: 'accessor'
      readonly accessor: string
      /** The whole expression that yields the client: `getClient()`, `await getClient()`, the imported instance. */
      readonly expression: Node
      /** The identifier that names the accessor in this file. */
      readonly reference: Node
      readonly awaited: boolean
      /** The declarator or expression of the dynamic import that brought the accessor. */
      readonly dynamicImport?: Node
    }
  | {
      readonly type: 'annotation'
      readonly client: string
      readonly typeNames: readonly Node[]
      /** True where its type is one that the client has, too: others may come there. */
      readonly isLikeClient?: boolean
      /** Where a class has it from one that it extends: the `ClientValue.id` of that one's field. */
      readonly inherits?: string
      /** Where a function or getter beside it gives it, which may do more than that: whether that takes it, or was handed it. */
      readonly given?: 'taken' | 'handed'
    }

/** One holder of the legacy client and everything done with it: the unit that codemods change. */
export interface ClientValue {
  readonly id: string
  readonly usage: string
  readonly file: string
  readonly kind: HolderKind
  /** The declarator, property, parameter or, for `inline`, the expression. */
  readonly declaration: Node
  /** Name of the variable, parameter or field; absent for `inline`. */
  readonly name?: string
  readonly origin: Origin
  readonly touches: Touch[]
  readonly escapes: Escape[]
  /** Absent where nothing follows from the client. */
  readonly derived?: readonly Derived[]
}
