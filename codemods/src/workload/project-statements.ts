import type { SqlAnalyzer } from '../sql/sql-analyzer.js'
import { type Node, stringValue, walk } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import { isTestFile } from '../survey/project-files.js'

/** A statement that stands in the project's code, as DuckDB understands it. */
export interface ProjectStatement {
  readonly sql: string
  readonly kind: 'select' | 'insert' | 'update' | 'delete'
  /** `name` for `$name`; `type` in DuckDB's words, absent when it could not be inferred. */
  readonly parameters: readonly { readonly name?: string; readonly type?: string }[]
  readonly tables: readonly string[]
  /** Where it stands first. */
  readonly file: string
}

const statement = /^\s*(select|insert|update|delete|with|from)\b/i

/** Every fixed statement of the project's production code that binds to its schema and concerns a table of it. */
export async function projectStatements(
  project: Project,
  analyzer: SqlAnalyzer,
): Promise<ProjectStatement[]> {
  const found = new Map<string, ProjectStatement>()
  for (const file of project.files) {
    if (isTestFile(file) || !/\b(select|insert|update|delete)\b/i.test(project.text(file) ?? '')) continue
    const source = project.source(file)
    if (!source) continue
    for (const sql of statementsOf(source.program as unknown as Node)) {
      if (found.has(sql)) continue
      const analysis = await analyzer.analyze(sql)
      if (!analysis.ok || analysis.kind === 'other' || analysis.tables.length === 0) continue
      found.set(sql, {
        sql,
        kind: analysis.kind,
        parameters: analysis.parameters.map(({ name, type }) => ({
          ...(name !== undefined && { name }),
          ...(type && { type: String(type) }),
        })),
        tables: analysis.tables,
        file,
      })
    }
  }
  return [...found.values()]
}

function statementsOf(program: Node): string[] {
  const texts: string[] = []
  walk(program, (node: Node) => {
    const text = node.type === 'Literal' || node.type === 'TemplateLiteral' ? stringValue(node) : undefined
    if (text && statement.test(text)) texts.push(text)
  })
  return texts
}
