import { posix } from 'node:path'
import { code, plural, table } from '../../../documents/markdown-text.js'
import { type RepositoryFacts, repositoryFacts } from '../../../documents/repository-facts.js'
import { type RuntimeCall, runtimeCalls } from '../../../documents/runtime-calls.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import { textOrder } from '../../../text-order.js'
import { generatedDocument } from '../generated-document.js'
import { Diagram } from './mermaid-diagram.js'

/** With more callers than this they are drawn by folder. */
const mostCallers = 30

/** Draws who calls which repository, which tables it reads and writes, and what stands around the database. */
export async function architectureDiagram(planning: Planning): Promise<Proposals> {
  const { project } = planning.survey
  const repositories = await repositoryFacts(project, planning.analyzer)
  const calls = runtimeCalls(project)
  return generatedDocument(planning, {
    codemod: 'architecture-diagram',
    id: 'architecture',
    title: 'Architecture of data access',
    fileName: 'architecture.md',
    what: 'The diagram of who calls what',
    body: architectureText(repositories, calls),
  })
}

export function architectureText(
  repositories: readonly RepositoryFacts[],
  calls: readonly RuntimeCall[],
): string {
  const callers = new Set(repositories.flatMap((repository) => repository.callers))
  const tables = new Set(repositories.flatMap(({ reads, writes }) => [...reads, ...writes]))
  const summary = `${plural(repositories.length, 'repository', 'repositories')}, taken by ${plural(callers.size, 'file')}, on ${plural(tables.size, 'table')}. A thick arrow writes, a thin one reads.`
  const rows = repositories.map((repository) => [
    code(repository.className),
    code(repository.file),
    String(repository.callers.length),
    repository.reads.map(code).join(', '),
    repository.writes.map(code).join(', '),
  ])
  return [
    summary,
    '',
    '```mermaid',
    draw(repositories, calls, callers.size > mostCallers),
    '```',
    '',
    table(['repository', 'file', 'callers', 'reads', 'writes'], rows),
  ].join('\n')
}

function draw(
  repositories: readonly RepositoryFacts[],
  calls: readonly RuntimeCall[],
  byFolder: boolean,
): string {
  const diagram = new Diagram()
  const groupOf = (caller: string) => (byFolder ? posix.dirname(caller) : caller)
  const filesBy = new Map<string, Set<string>>()
  for (const caller of repositories.flatMap((repository) => repository.callers)) {
    const group = groupOf(caller)
    filesBy.set(group, (filesBy.get(group) ?? new Set()).add(caller))
  }
  diagram.group('callers', 'Callers', () => {
    for (const [group, files] of [...filesBy].sort(([a], [b]) => textOrder(a, b)))
      diagram.node(`caller ${group}`, byFolder ? `${group} (${plural(files.size, 'file')})` : group)
  })
  diagram.group('repositories', 'Repositories', () => {
    for (const { className, file, methods } of repositories) {
      const cached = methods.filter((method) => method.isCached).length
      diagram.node(
        `repository ${file}#${className}`,
        cached > 0 ? `${className} (${cached} cached)` : className,
      )
    }
  })
  const opened = calls.filter(({ callee }) =>
    /^(Database\.open|openInstance|pooledDriver\.\w+)$/.test(callee),
  )
  diagram.group('database', 'Database', () => {
    diagram.node('pool', opened.length === 0 ? 'Pool' : poolLabel(opened), 'hexagon')
    for (const name of tablesOf(repositories)) diagram.node(`table ${name}`, name, 'database')
  })
  for (const repository of repositories) {
    const id = `repository ${repository.file}#${repository.className}`
    for (const group of new Set(repository.callers.map(groupOf))) diagram.arrow(`caller ${group}`, id)
    for (const name of repository.reads.filter((read) => !repository.writes.includes(read)))
      diagram.arrow(id, `table ${name}`)
    for (const name of repository.writes) diagram.arrow(id, `table ${name}`, 'thick')
  }
  if (repositories.length > 0) diagram.arrow('repositories', 'pool', 'dotted')
  const breakers = calls.filter(({ callee, name }) => /^(breaker|guard)$/.test(callee) && name !== undefined)
  if (breakers.length > 0) {
    const named = new Map<string, Set<string>>()
    for (const { name, file } of breakers)
      named.set(name!, (named.get(name!) ?? new Set()).add(byFolder ? posix.dirname(file) : file))
    diagram.group('outside', 'Behind breakers', () => {
      for (const name of [...named.keys()].sort(textOrder)) diagram.node(`breaker ${name}`, name, 'hexagon')
    })
    for (const [name, files] of [...named].sort(([a], [b]) => textOrder(a, b))) {
      for (const file of [...files].sort(textOrder)) {
        diagram.node(`caller ${file}`, file)
        diagram.arrow(`caller ${file}`, `breaker ${name}`)
      }
    }
  }
  return diagram.text()
}

function poolLabel(opened: readonly RuntimeCall[]): string {
  const most = opened.flatMap(({ settings }) => settings.filter(({ key }) => key === 'pool.max'))
  return most.length > 0 ? `Pool, at most ${most[0]!.value}` : 'Pool'
}

function tablesOf(repositories: readonly RepositoryFacts[]): string[] {
  return [...new Set(repositories.flatMap(({ reads, writes }) => [...reads, ...writes]))].sort(textOrder)
}
