import { code, fenced, plural, table } from '../../../documents/markdown-text.js'
import {
  type MethodFacts,
  type RepositoryFacts,
  repositoryFacts,
} from '../../../documents/repository-facts.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import { generatedDocument } from '../generated-document.js'

/** Describes every repository: methods, parameters, row types, tables and caching. */
export async function dataAccessReference(planning: Planning): Promise<Proposals> {
  const repositories = await repositoryFacts(planning.survey.project, planning.analyzer)
  return generatedDocument(planning, {
    codemod: 'data-access-reference',
    id: 'data-access',
    title: 'Data access reference',
    fileName: 'data-access.md',
    what: 'The reference of the repositories',
    body: referenceText(repositories),
  })
}

export function referenceText(repositories: readonly RepositoryFacts[]): string {
  if (repositories.length === 0) return 'The code has no repositories.'
  const methods = repositories.flatMap((repository) => repository.methods)
  return [
    `${plural(repositories.length, 'repository', 'repositories')} with ${plural(methods.length, 'method')}. Take one with \`inject(Name)\`.`,
    ...repositories.map(repositoryText),
  ].join('\n\n')
}

function repositoryText(repository: RepositoryFacts): string {
  const { className, file, summary, methods, types, reads, writes } = repository
  const tables = [
    ...(reads.length > 0 ? [`reads ${reads.map(code).join(', ')}`] : []),
    ...(writes.length > 0 ? [`writes ${writes.map(code).join(', ')}`] : []),
  ]
  const rows = methods.map((method) => [
    code(method.name + method.signature),
    method.summary ?? '',
    method.reads.map(code).join(', '),
    method.writes.map(code).join(', '),
    notes(method),
  ])
  return [
    `## ${className}`,
    ...(summary ? [summary] : []),
    `In ${code(file)}${tables.length > 0 ? `; ${tables.join('; ')}` : ''}.`,
    ...(rows.length > 0 ? [table(['method', 'what', 'reads', 'writes', 'notes'], rows)] : []),
    ...(types.length > 0 ? [fenced('ts', types.join('\n\n'))] : []),
  ].join('\n\n')
}

function notes({ isCached, isDynamic }: MethodFacts): string {
  return [...(isCached ? ['cached'] : []), ...(isDynamic ? ['SQL put together at run time'] : [])].join(', ')
}
