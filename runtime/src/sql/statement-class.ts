import { LRUCache } from 'lru-cache'
import { isWord, tokensOf } from './tokens.js'

export type StatementClass =
  | 'read'
  | 'write'
  | 'begin'
  | 'commit'
  | 'rollback'
  /** Leaves something behind on its connection: SET, USE, PREPARE, TEMP objects; also anything unknown. */
  | 'session'
  /** Reaches the whole database and leaves nothing on the connection: ATTACH, LOAD, SET threads. */
  | 'setting'
  | 'definition'
  | 'several'

const reads = new Set(
  'SELECT FROM VALUES SHOW DESCRIBE DESC SUMMARIZE EXPLAIN TABLE PIVOT UNPIVOT'.split(' '),
)
const writes = new Set(
  'INSERT UPDATE DELETE MERGE TRUNCATE COPY EXPORT IMPORT VACUUM CHECKPOINT ANALYZE'.split(' '),
)
const definitions = new Set(['ALTER', 'DROP', 'COMMENT'])
const settings = new Set(['ATTACH', 'DETACH', 'INSTALL', 'LOAD', 'CALL', 'FORCE'])

const databaseWideOptions = new Set(
  (
    'threads memory_limit max_memory temp_directory worker_threads external_threads preserve_insertion_order ' +
    'checkpoint_threshold wal_autocheckpoint enable_external_access autoinstall_known_extensions ' +
    'autoload_known_extensions allow_unsigned_extensions extension_directory default_null_order default_order'
  )
    .toUpperCase()
    .split(' '),
)
const databaseWidePragmas = new Set(
  'THREADS MEMORY_LIMIT DATABASE_SIZE TABLE_INFO SHOW_TABLES VERSION FORCE_CHECKPOINT STORAGE_INFO SHOW PLATFORM'.split(
    ' ',
  ),
)

/** Long generated texts are classified anew each time rather than kept. */
const longestKeptText = 20_000
const known = new LRUCache<string, readonly StatementClass[]>({ max: 2_000 })

/** What kind of statement this is, from its words alone; anything not recognised counts as `session`. */
export function classifyStatement(sql: string): StatementClass {
  const classes = classifyStatements(sql)
  return classes.length > 1 ? 'several' : (classes[0] ?? 'session')
}

/** The same for each statement of a text, in order. */
export function classifyStatements(sql: string): readonly StatementClass[] {
  let classes = known.get(sql)
  if (!classes) {
    classes = splitWords(sql).map(classify)
    if (sql.length <= longestKeptText) known.set(sql, classes)
  }
  return classes
}

function classify(words: readonly string[]): StatementClass {
  const [first = '', second = '', third = ''] = words
  if (first === 'BEGIN' || (first === 'START' && second === 'TRANSACTION')) return 'begin'
  if (first === 'COMMIT' || first === 'END') return 'commit'
  if (first === 'ROLLBACK' || first === 'ABORT') return 'rollback'
  if (first === 'EXPLAIN' && second === 'ANALYZE') return classify(words.slice(2))
  if (reads.has(first) || first === 'WITH') {
    if (words.includes('SETSEED')) return 'session'
    const canWrite = first === 'WITH' || first === 'FROM'
    return canWrite && words.some((word) => /^(INSERT|UPDATE|DELETE|MERGE)$/.test(word)) ? 'write' : 'read'
  }
  if (writes.has(first)) return 'write'
  if (definitions.has(first)) return 'definition'
  if (first === 'CREATE') return isTemporary(words) ? 'session' : 'definition'
  if (settings.has(first)) return 'setting'
  if (first === 'SET' || first === 'RESET') {
    const option = second === 'SESSION' ? third : second
    return second === 'GLOBAL' || databaseWideOptions.has(option) ? 'setting' : 'session'
  }
  if (first === 'PRAGMA') return databaseWidePragmas.has(second) ? 'setting' : 'session'
  return 'session'
}

/** `CREATE TEMP …`, `CREATE OR REPLACE TEMP …`, `CREATE TABLE temp.name`. */
function isTemporary(words: readonly string[]): boolean {
  const start = words[1] === 'OR' ? 3 : 1
  const head = words.slice(start, start + 8)
  if (head[0] === 'TEMP' || head[0] === 'TEMPORARY') return true
  const afterKind = head.slice(1).filter((word) => word !== 'IF' && word !== 'NOT' && word !== 'EXISTS')
  return afterKind[0] === 'TEMP' && afterKind[1] === '.'
}

/** The words of each statement in upper case, and dots; comments, strings and other signs are left out. */
function splitWords(sql: string): string[][] {
  const statements: string[][] = []
  let words: string[] = []
  let empty = true
  for (const { text } of tokensOf(sql)) {
    if (text === ';') {
      if (!empty) statements.push(words)
      words = []
      empty = true
      continue
    }
    empty = false
    if (isWord(text)) words.push(text.toUpperCase())
    else if (text === '.' || (words.length === 0 && text !== '(')) words.push(text)
  }
  if (!empty) statements.push(words)
  return statements
}
