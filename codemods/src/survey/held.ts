import type { Class } from 'oxc-parser'
import type { DriverRole } from './duckdb-driver.js'
import type { AnyFunction, Node } from './nodes.js'

export interface ClientRef {
  /** A project module, or the driver's package. */
  readonly module: string
  readonly name: string
}

/** How a client is named in origins and profiles: `module#name`. */
export function clientId({ module, name }: ClientRef): string {
  return `${module}#${name}`
}

/** A DuckDB database or connection, or an object of a project class that hides one. */
export interface HeldClient {
  readonly what: 'client'
  readonly role: DriverRole | 'class'
  readonly client: ClientRef
  /** True when it was handed in or is only known by its type: nothing shows where it was opened. */
  readonly given: boolean
  /** Set for what a token of the runtime hands out in an accessor's place. */
  readonly injected?: true
  /** The project class, for `class`. */
  readonly class?: { readonly file: string; readonly node: Class }
}

/** An object whose members may hold clients or functions over one. */
export interface HeldObject {
  readonly what: 'object'
  readonly names: () => readonly string[]
  readonly member: (name: string) => Held | undefined
  /** The literal that makes it, where one does. */
  readonly literal?: { readonly file: string; readonly node: Node }
  /** What each of them is, of an array whose elements are alike. */
  readonly each?: Held
}

/** An array, map or record of them. */
export interface HeldMany {
  readonly what: 'many'
  readonly of: Held
  /** True where its members are named: `Record<string, Client>`. */
  readonly isNamed?: true
}

/** What an expression yields, as far as it concerns DuckDB. Promises count as what they resolve to. */
export type Held =
  | HeldClient
  | HeldObject
  | { readonly what: 'package'; readonly name: string }
  | { readonly what: 'driver-class'; readonly package: string; readonly name: string }
  /** What the runtime puts in the place of an opening, or around a client. */
  | { readonly what: 'stand-in'; readonly package: string; readonly name: string }
  | { readonly what: 'class'; readonly file: string; readonly node: Class }
  | { readonly what: 'function'; readonly file: string; readonly node: AnyFunction }
  /** A function known by its type alone. */
  | { readonly what: 'signature'; readonly file: string; readonly node: Node }
  /** A client's method taken as a value: `connection.all`, `promisify(connection.all)`. */
  | { readonly what: 'method'; readonly of: HeldClient; readonly name: string }
  | { readonly what: 'module'; readonly file: string }
  | HeldMany

/** What a collection holds, whichever of it is taken. */
export function elementOf(held: Held | undefined): Held | undefined {
  if (held?.what === 'many') return held.of
  return held?.what === 'object' ? held.each : undefined
}

/** What a function does with a client that its caller does not see. */
export interface FunctionFacts {
  /** Index of the parameter that is sent as SQL, where the function sends no statement of its own. */
  readonly sql?: number
  /** The client that `sql` is sent to, where it is one of the caller's own fields or variables. */
  readonly through?: HeldClient
  /** Indexes of the parameters that hold a client and the SQL that is sent to it. */
  readonly handed?: { readonly client: number; readonly sql: number } | undefined
  /** Index of the parameter that is called with a client. */
  readonly scoped?: number
  /** The client that `scoped` is called with. */
  readonly yields?: HeldClient
  /** Which argument of that call the client is; absent for the first. */
  readonly yieldsAt?: number
}
