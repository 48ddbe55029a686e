import { repositoryFacts } from '../documents/repository-facts.js'
import type { SqlAnalyzer } from '../sql/sql-analyzer.js'
import type { Project } from '../survey/project.js'

/** The SQL of repository methods whose reads the code caches. */
export async function cachedStatements(
  project: Project,
  analyzer: SqlAnalyzer,
): Promise<ReadonlySet<string>> {
  const repositories = await repositoryFacts(project, analyzer)
  const methods = repositories.flatMap((repository) => repository.methods)
  return new Set(methods.filter(({ isCached }) => isCached).flatMap(({ statements }) => statements))
}
