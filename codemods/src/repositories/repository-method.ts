import type { ImportNeed } from '../plan/proposal.js'

/** What the method's `this.db` call is, and how its result becomes what the legacy client's method returned. */
export type MethodResult =
  | 'rows'
  /** Each row an array, in the order of the columns. */
  | 'row-arrays'
  | 'first-row-or-null'
  | 'first-row-or-undefined'
  | 'rows-changed'
  | 'nothing'

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
  /** The type of one row; absent for `row-arrays`, `rows-changed` and `nothing`. */
  readonly rowType?: string
  /** An interface to declare above the class, when no type of the project names the row. */
  readonly rowInterface?: { readonly name: string; readonly text: string }
  readonly imports: readonly ImportNeed[]
  /** Names from the best to the last resort. */
  readonly names: readonly string[]
  /** A body of its own, for methods that do more than run their statement. */
  readonly custom?: {
    readonly doc: string
    /** Lines without indentation of the method; `\t` stands for one level. */
    readonly lines: readonly string[]
    readonly returns: string
  }
}

/** The style of generated code, as the project writes it. */
export interface CodeStyle {
  readonly quote: "'" | '"'
  readonly semicolons: boolean
  readonly indent: string
  readonly lineEnding: '\n' | '\r\n'
  /** Longest line. */
  readonly width: number
  readonly typed: boolean
}

/** The method's source, lines broken where they would grow too wide, without a trailing line ending. */
export function renderMethod(method: RepositoryMethod, name: string, style: CodeStyle): string {
  const { indent, typed } = style
  const end = style.semicolons ? ';' : ''
  const parameters = method.parameters.map((p) => (typed ? `${p.name}: ${p.type}` : p.name))
  const isAsync = method.custom || (method.result !== 'rows' && method.result !== 'first-row-or-undefined')
  const head = `${indent}${isAsync ? 'async ' : ''}${name}(`
  const tail = `)${typed ? `: ${method.custom?.returns ?? returnType(method)}` : ''} {`
  const oneLine = head + parameters.join(', ') + tail
  const signature =
    oneLine.length <= style.width
      ? oneLine
      : [head, ...parameters.map((parameter) => `${indent}${indent}${parameter},`), indent + tail].join('\n')
  const lines = method.custom
    ? method.custom.lines.map((line) => indent + indent + line.replaceAll('\t', indent))
    : bodyLines(method, style).map((line) => indent + indent + line + end)
  const doc = method.custom ? [`${indent}/** ${method.custom.doc} */`] : []
  return [...doc, signature, ...lines, `${indent}}`].join('\n')
}

function bodyLines(method: RepositoryMethod, style: CodeStyle): string[] {
  const typeArgument = style.typed && method.rowType ? `<${method.rowType}>` : ''
  const call = (operation: string, around: number): string => {
    const values = [method.sql, method.argument].filter((part) => part !== undefined)
    const oneLine = `this.db.${operation}(${values.join(', ')})`
    if (style.indent.length * 2 + around + oneLine.length <= style.width && !method.sql.includes('\n'))
      return oneLine
    const inner = style.indent.repeat(3)
    return `this.db.${operation}(\n${values.map((value) => `${inner}${value},\n`).join('')}${style.indent.repeat(2)})`
  }
  switch (method.result) {
    case 'rows':
      return [`return ${call(`query${typeArgument}`, 7)}`]
    case 'row-arrays':
      return [`const rows = await ${call('query', 19)}`, 'return rows.map((row) => Object.values(row))']
    case 'first-row-or-undefined':
      return [`return ${call(`maybeOne${typeArgument}`, 7)}`]
    case 'first-row-or-null':
      return [`const row = await ${call(`maybeOne${typeArgument}`, 18)}`, 'return row ?? null']
    case 'rows-changed':
      return [`const { rowsChanged } = await ${call('execute', 30)}`, 'return rowsChanged']
    case 'nothing':
      return [`await ${call('execute', 6)}`]
  }
}

function returnType(method: RepositoryMethod): string {
  const row = method.rowType ?? 'unknown'
  switch (method.result) {
    case 'rows':
      return `Promise<${isCompound(row) ? `(${row})` : row}[]>`
    case 'row-arrays':
      return 'Promise<unknown[][]>'
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

/** A union, and the like, of which an array cannot be made as it is; what is in braces stands for itself. */
function isCompound(type: string): boolean {
  let bare = type
  for (let inner = ''; inner !== bare; bare = bare.replace(/\{[^{}]*\}|<[^<>]*>/g, '')) inner = bare
  return /[|&]|=>/.test(bare)
}
