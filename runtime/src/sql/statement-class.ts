export type StatementClass =
  | 'read'
  | 'write'
  | 'begin'
  | 'commit'
  | 'rollback'
  /** Leaves something behind on its connection: SET, USE, ATTACH, PREPARE, TEMP objects, PRAGMA. */
  | 'session'
  | 'definition'
  | 'several'

const reads = new Set([
  'SELECT',
  'FROM',
  'VALUES',
  'SHOW',
  'DESCRIBE',
  'DESC',
  'SUMMARIZE',
  'EXPLAIN',
  'TABLE',
  'PIVOT',
])
const writes = new Set([
  'INSERT',
  'UPDATE',
  'DELETE',
  'MERGE',
  'TRUNCATE',
  'COPY',
  'EXPORT',
  'IMPORT',
  'VACUUM',
  'CHECKPOINT',
  'ANALYZE',
])
const definitions = new Set(['ALTER', 'DROP', 'COMMENT'])

/** What kind of statement this is, from its words alone; anything not recognised counts as `session`. */
export function classifyStatement(sql: string): StatementClass {
  const words = firstWords(sql)
  if (words.several) return 'several'
  const [first = '', second = '', third = '', fourth = ''] = words.list
  if (first === 'BEGIN' || (first === 'START' && second === 'TRANSACTION')) return 'begin'
  if (first === 'COMMIT' || first === 'END') return 'commit'
  if (first === 'ROLLBACK' || first === 'ABORT') return 'rollback'
  if (reads.has(first)) return 'read'
  if (writes.has(first)) return 'write'
  if (first === 'WITH') return words.writesInside ? 'write' : 'read'
  if (definitions.has(first)) return 'definition'
  if (first === 'CREATE') {
    const kind = second === 'OR' && third === 'REPLACE' ? fourth : second
    return kind === 'TEMP' || kind === 'TEMPORARY' ? 'session' : 'definition'
  }
  return 'session'
}

/** The first words outside comments, strings and quoted names, and whether a second statement follows a semicolon. */
function firstWords(sql: string): { list: string[]; several: boolean; writesInside: boolean } {
  const token =
    /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]*)\$[\s\S]*?\$\1\$|[A-Za-z_][\w$]*|;|\S/g
  const list: string[] = []
  let ended = false
  let several = false
  let writesInside = false
  for (const [text] of sql.matchAll(token)) {
    if (text.startsWith('--') || text.startsWith('/*')) continue
    if (text === ';') {
      ended = true
      continue
    }
    if (ended) {
      several = true
      break
    }
    if (/^[A-Za-z_]/.test(text)) {
      const word = text.toUpperCase()
      if (list.length < 4) list.push(word)
      if (word === 'INSERT' || word === 'UPDATE' || word === 'DELETE' || word === 'MERGE') writesInside = true
    } else if (text === '(' && list.length === 0) {
    } else if (list.length === 0) {
      list.push(text)
    }
  }
  return { list, several, writesInside }
}
