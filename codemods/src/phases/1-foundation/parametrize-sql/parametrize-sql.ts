import { codeStyleOf } from '../../../edits/code-style.js'
import type { Planning } from '../../../plan/planning.js'
import { type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { ParameterValue } from '../inject-repository/call-site.js'
import { constantText } from './constant-text.js'
import { givesType } from './gives-type.js'
import { bareValue, quotedValue } from './interpolated-value.js'
import { type SqlPart, sqlCode, sqlParts } from './sql-parts.js'

export interface Parametrized {
  readonly site: {
    readonly sql: { readonly text: string; readonly value: string }
    readonly values: readonly ParameterValue[]
  }
}

/**
 * Moves interpolated values out of an SQL text into parameters. Only whole literals qualify: `'${value}'`,
 * `'%${value}%'`, bare `${number}`, and what writes a literal by itself; identifiers, lists, fragments and anything
 * whose meaning as text could differ (non-strings in quotes) keep the text as it is. Undefined when any hole does
 * not qualify. `meaning`: what holes stand for.
 */
export function parametrize(
  planning: Planning,
  file: SourceFile,
  argument: Node,
  given: readonly ParameterValue[] | undefined,
  meaning: ReadonlyMap<Node, Node> = new Map(),
): Parametrized | undefined {
  const parts = sqlParts(unwrap(argument))?.map((part) =>
    part.type === 'hole' ? { ...part, node: meaning.get(part.node) ?? part.node } : part,
  )
  if (!parts?.some((part) => part.type === 'hole') || given === undefined) return undefined
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
  const placeholders = isNumbered(text) ? new Numbered(given) : new Marks(given)
  let sql = ''
  let index = 0
  while (index < parts.length) {
    const part = parts[index]!
    if (part.type === 'hole') {
      const next = parts[index + 1]
      const after = next?.type === 'text' ? next.text : ''
      const value = takesValue(sql, after) ? bareValue(planning, file, part.node) : undefined
      if (value && isNumber(planning, file, value) && givesType(sql, after)) return undefined
      const constant = value ? undefined : constantText(planning, file, part.node)
      if (value) {
        const mark = placeholders.add(value)
        sql += isUnitAfter(sql, after) ? `(${mark})` : mark
      } else if (constant !== undefined && isWhole(constant) && placeholders.pass(sqlCode(constant).code))
        sql += constant
      else return undefined
      index += 1
      continue
    }
    const { code, open } = sqlCode(part.text)
    if (!placeholders.pass(code)) return undefined
    const opening = open?.mark === "'" ? open.at : undefined
    if (opening === undefined) {
      // What fills a comment, a name or a literal of another form is no value.
      if (open && index < parts.length - 1) return undefined
      sql += part.text
      index += 1
      continue
    }
    const literal = literalFrom(parts, index, opening + 1)
    const value = literal && literalValueOf(planning, file, part.text.slice(0, opening), literal)
    if (!value) return undefined
    sql += part.text.slice(0, opening)
    const mark = placeholders.add(value)
    const rest = literal.rest
    if (/(^|\W)[ebx]$/i.test(sql)) return undefined
    sql = typed(sql, mark, rest)
    parts[literal.end] = { type: 'text', text: rest }
    index = literal.end
  }
  const values = placeholders.values()
  const { quote } = codeStyleOf(file.text, file.typed)
  return values && { site: { sql: { text: sqlLiteral(sql, quote), value: sql }, values } }
}

function isNumber(planning: Planning, file: SourceFile, { node, type }: ParameterValue): boolean {
  if (!node) return /\bnumber\b/.test(type ?? '')
  return planning.oracle.typeAt(file.path, node.start, node.end)?.base === 'number'
}

/** `INTERVAL '${days}' DAY` counts: what is counted is a number. */
function literalValueOf(
  planning: Planning,
  file: SourceFile,
  before: string,
  { parts, rest }: { readonly parts: readonly SqlPart[]; readonly rest: string },
): ParameterValue | undefined {
  const [only] = parts
  const counted = parts.length === 1 && only?.type === 'hole' && isUnitAfter(before, rest)
  return (counted && bareValue(planning, file, only.node)) || quotedValue(planning, file, parts)
}

/** What a quoted literal holds that is filled by values, and the text behind its closing quote. */
function literalFrom(
  parts: readonly SqlPart[],
  from: number,
  offset: number,
): { readonly parts: readonly SqlPart[]; readonly end: number; readonly rest: string } | undefined {
  const first = parts[from] as Extract<SqlPart, { type: 'text' }>
  const inner: SqlPart[] = [{ type: 'text', text: first.text.slice(offset) }]
  for (let end = from + 1; end < parts.length; end += 1) {
    const part = parts[end]!
    const close = part.type === 'text' ? part.text.indexOf("'") : -1
    if (part.type === 'hole' || close < 0) {
      inner.push(part)
      continue
    }
    if (part.text[close + 1] === "'") return undefined
    inner.push({ type: 'text', text: part.text.slice(0, close) })
    const isFilled = (each: SqlPart) => each.type === 'hole' || each.text !== ''
    return { parts: inner.filter(isFilled), end, rest: part.text.slice(close + 1) }
  }
  return undefined
}

const unit =
  /^\s*(microseconds?|milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?|decades?)\b/i

/** `INTERVAL ${days} DAY`: a parameter there needs parentheses. */
function isUnitAfter(sql: string, after: string): boolean {
  return /\bINTERVAL\s*$/i.test(sql) && unit.test(after)
}

/** A literal with its type before it takes no parameter: `DATE '…'` is what `CAST(? AS DATE)` is. */
function typed(sql: string, mark: string, after: string): string {
  const type = /\b(DATE|TIME|TIMESTAMP|TIMESTAMPTZ|TIMESTAMP\s+WITH\s+TIME\s+ZONE|INTERVAL)\s*$/i.exec(sql)
  if (!type) return sql + mark
  const name = type[1]!
  if (/^interval$/i.test(name) && unit.test(after)) return `${sql.trimEnd()} (${mark})`
  const [cast, as] = name === name.toLowerCase() ? ['cast', 'as'] : ['CAST', 'AS']
  return `${sql.slice(0, type.index)}${cast}(${mark} ${as} ${name})`
}

/** True where SQL takes a value, of which nothing more is made. */
function takesValue(before: string, after: string): boolean {
  if (isUnitAfter(before, after)) return true
  // A number in a list of columns is a column's place.
  if (/\b(GROUP|ORDER)\s+BY\s[^()]*,\s*$/i.test(before)) return false
  // 0.5 written out is a DECIMAL, a parameter is a DOUBLE: what is worked out with it has another type.
  return (
    /(=|<|>|\bLIMIT|\bOFFSET|\bBETWEEN|\bAND|,|\()\s*$/i.test(before) && !/^\s*([-+*/%^]|\|\|)/.test(after)
  )
}

interface Placeholders {
  /** Goes past written SQL, without its literals and comments; false where its own placeholders are not understood. */
  pass(code: string): boolean
  /** Takes a value, and gives what stands for it. */
  add(value: ParameterValue): string
  /** All values, in order; undefined where they do not fit the text. */
  values(): readonly ParameterValue[] | undefined
}

/** `?`, each for the next value. */
class Marks implements Placeholders {
  readonly #given: ParameterValue[]
  readonly #values: ParameterValue[] = []

  constructor(given: readonly ParameterValue[]) {
    this.#given = [...given]
  }

  pass(code: string): boolean {
    if (/[$?]\w/.test(code)) return false
    this.#values.push(...this.#given.splice(0, code.match(/\?/g)?.length ?? 0))
    return true
  }

  add(value: ParameterValue): string {
    this.#values.push(value)
    return '?'
  }

  values() {
    return this.#given.length > 0 ? undefined : this.#values
  }
}

/** `$1`, `$2`: what is added comes behind what was given. */
class Numbered implements Placeholders {
  readonly #values: ParameterValue[]
  readonly #known: number
  #last = 0

  constructor(given: readonly ParameterValue[]) {
    this.#values = [...given]
    this.#known = given.length
  }

  pass(code: string): boolean {
    if (code.includes('?') || /\$[a-z_]/i.test(code)) return false
    for (const [, number] of code.matchAll(/\$(\d+)/g)) this.#last = Math.max(this.#last, Number(number))
    return true
  }

  add(value: ParameterValue): string {
    this.#values.push(value)
    return `$${this.#values.length}`
  }

  values() {
    return this.#last > this.#known ? undefined : this.#values
  }
}

function isNumbered(sql: string): boolean {
  return /\$\d/.test(sqlCode(sql).code)
}

/** True for a piece of SQL that opens no literal or comment which it does not close. */
function isWhole(text: string): boolean {
  return sqlCode(text).open === undefined
}

/** The SQL as a template literal. */
export function templateOf(sql: string): string {
  const text = sql.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')
  return `\`${text.replaceAll('\r', '\\r')}\``
}

/** The SQL as a literal in the project's quotes, of one line where it can be. */
export function sqlLiteral(sql: string, quote: string): string {
  const isPlain = !/[\n\r]/.test(sql) && !sql.includes(quote) && !sql.includes('\\')
  return isPlain ? quote + sql + quote : templateOf(sql)
}
