import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckshiftError } from '../duckshift-error.js'
import type { Node } from '../survey/nodes.js'
import { stringValue, walk } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'

export interface SchemaSource {
  readonly origin: 'configured' | 'sql-files' | 'code' | 'none'
  /** Files the statements come from. */
  readonly files: readonly string[]
  readonly statements: readonly string[]
  /** Files that create tables of another database. */
  readonly foreign: readonly string[]
}

const createTable = /\bCREATE\s+(OR\s+REPLACE\s+)?(TABLE|TYPE|VIEW|SEQUENCE)\b/i
const skipped = new Set(['node_modules', '.git', 'dist', 'build', 'coverage', '.duckshift'])

const foreignPlace =
  /(?:^|[/._-])(?:postgres(?:ql)?|pg|mysql|mariadb|sqlite3?|mssql|sqlserver|clickhouse|snowflake|bigquery|redshift|supabase|prisma)(?=[/._-])/i
/** Words of other dialects, at which DuckDB refuses the statement. */
const foreignWords =
  /[\w"]\s+(?:(?:BIG|SMALL)?SERIAL|JSONB|N?VARCHAR2)\b|\b(?:AUTO_?INCREMENT|WITHOUT\s+ROWID|CREATE\s+(?:EXTENSION|TRIGGER|POLICY)|OWNER\s+TO|LANGUAGE\s+'?plpgsql|USING\s+(?:gin|gist|btree|brin)|ENGINE\s*=\s*\w+|AS\s+IDENTITY|ENABLE\s+ROW\s+LEVEL)\b|`\w+`/i

/**
 * Finds the project's schema: configured files, else `.sql` files that create tables, else CREATE TABLE in the code.
 * Files of another database are left out where there are others, or the code creates tables.
 */
export function findSchema(project: Project, configured: readonly string[] | undefined): SchemaSource {
  if (configured?.length) {
    for (const file of configured) {
      if (!existsSync(join(project.root, file))) {
        throw new DuckshiftError(`The configured schema file ${file} does not exist.`, {
          code: 'no-schema-file',
          exitCode: 2,
          help: 'Correct "schema" in duckshift.config.ts.',
        })
      }
    }
    return fromFiles(project.root, configured, 'configured')
  }
  const files = sqlFiles(project.root).filter((file) =>
    createTable.test(readFileSync(join(project.root, file), 'utf8')),
  )
  const foreign = files.filter((file) => isForeign(project.root, file))
  const own = files.filter((file) => !foreign.includes(file))
  if (own.length > 0) return { ...fromFiles(project.root, own, 'sql-files'), foreign }
  const code = fromCode(project)
  if (code.origin === 'code') return { ...code, foreign }
  return files.length > 0 ? fromFiles(project.root, files, 'sql-files') : code
}

function isForeign(root: string, file: string): boolean {
  if (/duck/i.test(file)) return false
  if (foreignPlace.test(file)) return true
  const bare = readFileSync(join(root, file), 'utf8').replace(/--.*$|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/gm, "''")
  return foreignWords.test(bare)
}

function fromFiles(root: string, files: readonly string[], origin: SchemaSource['origin']): SchemaSource {
  const statements = files.map((file) => readFileSync(join(root, file), 'utf8'))
  return { origin, files, statements, foreign: [] }
}

function sqlFiles(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = folder ? `${folder}/${entry.name}` : entry.name
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : sqlFiles(root, path)
      return entry.isFile() && entry.name.endsWith('.sql') ? [path] : []
    })
    .sort()
}

function fromCode(project: Project): SchemaSource {
  const files: string[] = []
  const statements: string[] = []
  for (const path of project.files) {
    if (!createTable.test(project.text(path) ?? '')) continue
    const file = project.source(path)
    if (!file) continue
    const found: string[] = []
    walk(file.program, (node: Node) => {
      const text = node.type === 'Literal' || node.type === 'TemplateLiteral' ? stringValue(node) : undefined
      if (text && createTable.test(text)) found.push(text)
    })
    if (found.length > 0) files.push(path)
    statements.push(...found)
  }
  return { origin: files.length > 0 ? 'code' : 'none', files, statements, foreign: [] }
}
