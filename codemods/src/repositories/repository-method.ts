import type { ImportNeed } from '../plan/proposal.js'

/** What the method's `this.db` call is, and how its result becomes what the legacy client's method returned. */
export type MethodResult = 'rows' | 'first-row-or-null' | 'first-row-or-undefined' | 'rows-changed' | 'nothing'

export interface MethodParameter {
  readonly name: string
  readonly type: string
}

/** A repository method in the making. Its name is chosen when the plan is rendered. */
export interface RepositoryMethod {
  readonly id: number
  readonly result: MethodResult
  /** The SQL as source text, quotes included: the bytes of the call site. */
  readonly sql: string
  /** The SQL's value, by which equal statements share a method. */
  readonly sqlValue: string
  readonly parameters: readonly MethodParameter[]
  /** The second argument of the `this.db` call in terms of the parameters: `[id]`, `{ id }`; absent without parameters. */
  readonly argument?: string
  /** The type of one row; absent for `rows-changed` and `nothing`. */
  readonly rowType?: string
  /** An interface to declare above the class, when no type of the project names the row. */
  readonly rowInterface?: { readonly name: string; readonly text: string }
  readonly imports: readonly ImportNeed[]
  /** Names from the best to the last resort. */
  readonly names: readonly string[]
}

/** The style of generated code, as the project writes it. */
export interface CodeStyle {
  readonly quote: "'" | '"'
  readonly semicolons: boolean
  readonly indent: string
  readonly lineEnding: '\n' | '\r\n'
  readonly typed: boolean
}

/** The method's source, without a trailing line ending. */
export function renderMethod(method: RepositoryMethod, name: string, style: CodeStyle): string {
  const { indent, typed } = style
  const end = style.semicolons ? ';' : ''
  const parameters = method.parameters.map((p) => (typed ? `${p.name}: ${p.type}` : p.name)).join(', ')
  const argumentsOfCall = [method.sql, method.argument].filter((part) => part !== undefined).join(', ')
  const typeArgument = typed && method.rowType ? `<${method.rowType}>` : ''
  const isAsync = method.result !== 'rows' && method.result !== 'first-row-or-undefined'
  const signature = `${indent}${isAsync ? 'async ' : ''}${name}(${parameters})${typed ? `: ${returnType(method)}` : ''} {`
  const body = {
    rows: `return this.db.query${typeArgument}(${argumentsOfCall})`,
    'first-row-or-undefined': `return this.db.maybeOne${typeArgument}(${argumentsOfCall})`,
    'first-row-or-null': `return (await this.db.maybeOne${typeArgument}(${argumentsOfCall})) ?? null`,
    'rows-changed': `return (await this.db.execute(${argumentsOfCall})).rowsChanged`,
    nothing: `await this.db.execute(${argumentsOfCall})`,
  }[method.result]
  return [signature, `${indent}${indent}${body}${end}`, `${indent}}`].join('\n')
}

function returnType(method: RepositoryMethod): string {
  const row = method.rowType ?? 'unknown'
  switch (method.result) {
    case 'rows':
      return `Promise<${/[|&]|=>/.test(row) ? `(${row})` : row}[]>`
    case 'first-row-or-null':
      return `Promise<${row} | null>`
    case 'first-row-or-undefined':
      return `Promise<${row} | undefined>`
    case 'rows-changed':
      return 'Promise<number>'
    case 'nothing':
      return 'Promise<void>'
  }
}
