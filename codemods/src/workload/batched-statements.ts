import { repositoryFacts } from '../documents/repository-facts.js'
import type { SqlAnalyzer } from '../sql/sql-analyzer.js'
import type { Project } from '../survey/project.js'

export interface TypedStatement {
  readonly sql: string
  /** In DuckDB's words, in the order of the placeholders. */
  readonly parameterTypes: readonly string[]
}

/** A statement that ran once per turn of a loop, and the one that phase 3 has put in the loop's place. */
export interface BatchedStatement {
  /** `ItemsRepository.findById` */
  readonly method: string
  readonly each: TypedStatement
  readonly together: TypedStatement
  readonly isWrite: boolean
}

/** Every repository method beside which there is one `…ForEach`, where DuckDB knows the types of both. */
export async function batchedStatements(
  project: Project,
  analyzer: SqlAnalyzer,
): Promise<BatchedStatement[]> {
  const found: BatchedStatement[] = []
  for (const { className, methods } of await repositoryFacts(project, analyzer)) {
    for (const method of methods) {
      const twin = methods.find(({ name }) => name === `${method.name}ForEach`)
      const each = twin && (await typed(analyzer, method.statements[0]))
      const together = each && (await typed(analyzer, twin.statements[0]))
      if (each && together)
        found.push({
          method: `${className}.${method.name}`,
          each,
          together,
          isWrite: method.writes.length > 0,
        })
    }
  }
  return found
}

async function typed(analyzer: SqlAnalyzer, sql: string | undefined): Promise<TypedStatement | undefined> {
  const analysis = sql === undefined ? undefined : await analyzer.analyze(sql)
  if (sql === undefined || !analysis?.ok) return undefined
  const types = analysis.parameters.map(({ type }) => type && String(type))
  return types.every((type) => type !== undefined) ? { sql, parameterTypes: types as string[] } : undefined
}
