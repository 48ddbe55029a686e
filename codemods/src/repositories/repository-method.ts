import type { ImportNeed } from '../plan/proposal.js'
import { indented, isCompound, onOneLine } from './type-text.js'

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
  /** Lines that run before the statement, as they were written: those inside of a text stay where they begin. */
  readonly before?: readonly { readonly text: string; readonly isInText: boolean }[]
  /** True where the SQL is put together by the method: `sqlValue` is one of the texts that it may have. */
  readonly isBuilt?: true
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
  /** JavaScript that says its types in comments, and may be checked by them. */
  readonly documented?: boolean
}

/** The method's source, lines broken where they would grow too wide, without a trailing line ending. */
export function renderMethod(method: RepositoryMethod, name: string, style: CodeStyle): string {
  const { indent } = style
  const end = style.semicolons ? ';' : ''
  const lines = method.custom
    ? method.custom.lines.map((line) => indent + indent + line.replaceAll('\t', indent))
    : [
        ...(method.before ?? []).map(({ text, isInText }) =>
          isInText || text === '' ? text : indent + indent + text,
        ),
        ...bodyLines(method, style).map((line) => indent + indent + line + end),
      ]
  const doc = method.custom
    ? [`${indent}/** ${method.custom.doc} */`]
    : style.documented
      ? typesInComment(method).map((line) => indent + line)
      : []
  return [...doc, signatureOf(method, name, style), ...lines, `${indent}}`].join('\n')
}

function typesInComment(method: RepositoryMethod): string[] {
  const returned = /^(rows-changed|nothing)$/.test(method.result)
    ? []
    : [`@returns {Promise<${{ rows: 'any[]', 'row-arrays': 'any[][]' }[method.result as string] ?? 'any'}>}`]
  const tags = [...method.parameters.map(({ name, type }) => `@param {${known(type)}} ${name}`), ...returned]
  if (tags.length < 2) return tags.map((tag) => `/** ${tag} */`)
  return ['/**', ...tags.map((tag) => ` * ${tag}`), ' */']
}

/** What a comment can say without an import; anything else of it is not checked. */
function known(type: string): string {
  const words = type.match(/[A-Za-z_$][\w$]*/g) ?? []
  const isKnown = words.every((word) =>
    /^(string|number|bigint|boolean|null|undefined|unknown|Date|Uint8Array)$/.test(word),
  )
  return isKnown && /^[\w\s|[\]()]+$/.test(type) ? type : 'any'
}

function signatureOf(method: RepositoryMethod, name: string, { indent, typed, width }: CodeStyle): string {
  const parameters = method.parameters.map((p) => (typed ? `${p.name}: ${p.type}` : p.name))
  const isAsync = method.custom || (method.result !== 'rows' && method.result !== 'first-row-or-undefined')
  const head = `${indent}${isAsync ? 'async ' : ''}${name}(`
  const tailOf = (row: string | undefined) =>
    `)${typed ? `: ${method.custom?.returns ?? returnType(method.result, row)}` : ''} {`
  const broken = (tail: string) =>
    [head, ...parameters.map((parameter) => `${indent}${indent}${parameter},`), indent + tail].join('\n')
  const fits = (text: string) => text.split('\n').every((line) => line.length <= width)
  const rows = method.rowType === undefined ? [undefined] : typesOf(method.rowType, indent)
  const tails = rows.map(tailOf)
  const possible = tails.flatMap((tail) => [
    head + parameters.join(', ') + tail,
    ...(parameters.length > 0 ? [broken(tail)] : []),
  ])
  return possible.find(fits) ?? possible.at(-1)!
}

/** A type on one line, and as it was written, moved to where it stands now. */
function typesOf(type: string, indent: string): string[] {
  return type.includes('\n') ? [...new Set([onOneLine(type), indented(type, indent)])] : [type]
}

function bodyLines(method: RepositoryMethod, style: CodeStyle): string[] {
  const inside = style.indent.repeat(2)
  const types = style.typed && method.rowType ? typesOf(method.rowType, inside) : []
  const isLong = (type: string) =>
    `${inside}const row = await this.db.maybeOne<${type}>(`.length > style.width
  const type = types.find((one) => !isLong(one)) ?? types.at(-1)
  const typeArgument = type === undefined ? '' : `<${type}>`
  const call = (operation: string, around: number): string => {
    const values = [method.sql, method.argument].filter((part) => part !== undefined)
    const oneLine = `this.db.${operation}(${values.join(', ')})`
    if (inside.length + around + oneLine.length <= style.width && !oneLine.includes('\n')) return oneLine
    const inner = style.indent.repeat(3)
    return `this.db.${operation}(\n${values.map((value) => `${inner}${value},\n`).join('')}${inside})`
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

function returnType(result: MethodResult, row = 'unknown'): string {
  switch (result) {
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
