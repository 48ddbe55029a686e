import { isParameter, tokensOf } from '../sql/tokens.js'

/** `INSERT INTO … VALUES (…)` with one row and nothing after it. */
export interface SingleRowInsert {
  readonly parameterCount: number
  /** The same statement for `rows` rows, their parameters one after the other. */
  readonly forRows: (rows: number) => string
}

/** Undefined for every other statement, also with RETURNING and ON CONFLICT. */
export function recogniseSingleRowInsert(sql: string): SingleRowInsert | undefined {
  const tokens = [...tokensOf(sql)]
  if (tokens.at(-1)?.text === ';') tokens.pop()
  const [insert, into] = tokens.map(({ text }) => text.toUpperCase())
  if (insert !== 'INSERT' || into !== 'INTO') return undefined
  const values = tokens.findIndex(({ text }) => text.toUpperCase() === 'VALUES')
  if (values === -1 || tokens[values + 1]?.text !== '(') return undefined
  let depth = 0
  const close = tokens.findIndex(({ text }, index) => {
    if (index <= values) return false
    if (text === '(') depth += 1
    if (text === ')') depth -= 1
    return depth === 0
  })
  if (close !== tokens.length - 1) return undefined
  const row = tokens.slice(values + 1, close + 1)
  if (tokens.slice(0, values).some(({ text }) => isParameter(text))) return undefined
  const parameters = row.filter(({ text }) => isParameter(text))
  const places = parameters.map(({ text }, index) => (text === '?' ? index : Number(text.slice(1)) - 1))
  if (
    places.length === 0 ||
    new Set(places).size !== places.length ||
    places.some((place) => !(place < places.length))
  ) {
    return undefined
  }
  const prefix = sql.slice(0, tokens[values]!.end)
  const rowText = (offset: number) => {
    let text = ''
    let from = row[0]!.start
    parameters.forEach((token, index) => {
      text += `${sql.slice(from, token.start)}$${offset + places[index]! + 1}`
      from = token.end
    })
    return text + sql.slice(from, row.at(-1)!.end)
  }
  return {
    parameterCount: places.length,
    forRows: (rows) =>
      `${prefix} ${Array.from({ length: rows }, (_, index) => rowText(index * places.length)).join(', ')}`,
  }
}
