import type { StatementShape } from '../driver/driver.js'
import { classifyStatement } from '../sql/statement-class.js'
import { isParameter, isWord, tokensOf } from '../sql/tokens.js'

/** A statement that reads by equality with parameters, and can be asked for many parameter sets at once. */
export interface PointRead {
  readonly sql: string
  /** Names of the parameters in the order of their first appearance; undefined for positional ones. */
  readonly names: readonly string[] | undefined
  readonly parameterCount: number
  /** The statement with parameter `n` replaced by `column(n)`. */
  readonly withParameters: (column: (index: number) => string) => string
}

/** The column that says which caller a row belongs to. */
export const callColumn = '__call'

/** What changes from row to row or from call to call, or whose order would be lost. */
const unfit = new Set(
  'RANDOM SETSEED NEXTVAL CURRVAL UUID UUIDV4 UUIDV7 GEN_RANDOM_UUID TXID_CURRENT ORDER GROUP UNION INTERSECT EXCEPT OVER'.split(
    ' ',
  ),
)

/** Undefined when the statement is none. Judged by its words; DuckDB has the last say when it prepares the batch. */
export function recognisePointRead(sql: string): PointRead | undefined {
  if (classifyStatement(sql) !== 'read') return undefined
  const tokens = [...tokensOf(sql)]
  if (tokens.at(-1)?.text === ';') tokens.pop()
  if (tokens[0]?.text.toUpperCase() !== 'SELECT') return undefined
  if (tokens.some(({ text }) => isWord(text) && unfit.has(text.toUpperCase()))) return undefined
  const where = tokens.findIndex(({ text }) => text.toUpperCase() === 'WHERE')
  const parameters = tokens.flatMap((token, index) => (isParameter(token.text) ? [{ token, index }] : []))
  if (where === -1 || parameters.length === 0 || parameters[0]!.index < where) return undefined
  const isCompared = parameters.some(
    ({ index }) => isEquality(tokens, index - 1) || isEquality(tokens, index + 1),
  )
  if (!isCompared) return undefined
  const places = placesOf(parameters.map(({ token }) => token.text))
  if (!places) return undefined
  const end = tokens.at(-1)!.end
  return {
    sql,
    names: places.names,
    parameterCount: places.count,
    withParameters(column) {
      let text = ''
      let from = 0
      parameters.forEach(({ token }, index) => {
        text += sql.slice(from, token.start) + column(places.indexes[index]!)
        from = token.end
      })
      return text + sql.slice(from, end)
    },
  }
}

/** One statement for many parameter sets: one list for each parameter, and last the callers' numbers. */
export function batchStatement(read: PointRead, { parameterTypes }: StatementShape): string | undefined {
  if (parameterTypes.includes(undefined)) return undefined
  const lists = parameterTypes.map((type, index) => `unnest($${index + 1}::${type}[]) AS p${index}`)
  const calls = `SELECT ${lists.join(', ')}, unnest($${lists.length + 1}::INTEGER[]) AS i`
  const inner = read.withParameters((index) => `__calls.p${index}`)
  return `SELECT __calls.i AS ${callColumn}, __read.* FROM (${calls}) AS __calls, LATERAL (${inner}\n) AS __read`
}

function isEquality(tokens: readonly { readonly text: string }[], index: number): boolean {
  return tokens[index]?.text === '=' && !/^[<>!=]$/.test(tokens[index - 1]?.text ?? '')
}

function placesOf(texts: readonly string[]) {
  if (texts.every((text) => text === '?')) {
    return { indexes: texts.map((_, index) => index), names: undefined, count: texts.length }
  }
  if (texts.every((text) => /^\$[1-9]\d*$/.test(text))) {
    const indexes = texts.map((text) => Number(text.slice(1)) - 1)
    return { indexes, names: undefined, count: Math.max(...indexes) + 1 }
  }
  if (!texts.every((text) => /^\$[A-Za-z_]/.test(text))) return undefined
  const names = [...new Set(texts.map((text) => text.slice(1)))]
  return { indexes: texts.map((text) => names.indexOf(text.slice(1))), names, count: names.length }
}
