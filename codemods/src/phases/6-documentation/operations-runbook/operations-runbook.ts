import { code, table } from '../../../documents/markdown-text.js'
import { repositoryFacts } from '../../../documents/repository-facts.js'
import { type RuntimeCall, runtimeCalls } from '../../../documents/runtime-calls.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import { generatedDocument } from '../generated-document.js'
import { alerts, defaults } from './runbook-knowledge.js'

/** Tells operators what is configured, what each alert means and what to do. */
export async function operationsRunbook(planning: Planning): Promise<Proposals> {
  const { project } = planning.survey
  const repositories = await repositoryFacts(project, planning.analyzer)
  const cached = repositories.flatMap(({ className, methods }) =>
    methods.filter((method) => method.isCached).map((method) => `${className}.${method.name}`),
  )
  return generatedDocument(planning, {
    codemod: 'operations-runbook',
    id: 'operations',
    title: 'Operations of data access',
    fileName: 'operations.md',
    what: 'The runbook',
    body: runbookText(runtimeCalls(project), cached, {
      flags: environmentFlags(planning),
      isOldDriver: usesOldDriver(planning),
    }),
  })
}

export interface EnvironmentFlag {
  readonly name: string
  readonly meaning: string
}

/** Switches of the runtime that the code as it is obeys. */
function environmentFlags(planning: Planning): EnvironmentFlag[] {
  const { project } = planning.survey
  const usesFacade = project.graph.importersOfPackage('@duckshift/runtime/compat/neo').length > 0
  return usesFacade || usesOldDriver(planning)
    ? [
        {
          name: 'DUCKSHIFT_MODE',
          meaning:
            '`singleton` runs everything on one connection, as before the migration; `pool`, the default, on the pool. Read when the database opens: restart to switch.',
        },
      ]
    : []
}

/** True where the deprecated driver's own calls open databases, which the runtime answers. */
function usesOldDriver({ survey: { project } }: Planning): boolean {
  return ['duckdb', 'duckdb-async'].some(
    (name) => project.graph.importersOfPackage(`@duckshift/runtime/compat/${name}`).length > 0,
  )
}

export interface RunbookFacts {
  readonly flags: readonly EnvironmentFlag[]
  readonly isOldDriver: boolean
}

export function runbookText(
  calls: readonly RuntimeCall[],
  cached: readonly string[],
  { flags, isOldDriver }: RunbookFacts,
): string {
  const opened = calls.filter(({ callee }) =>
    /^(Database\.open|openInstance|pooledDriver\.\w+|clientDatabase)$/.test(callee),
  )
  return [
    '## Databases',
    ...(isOldDriver
      ? [
          'Code written for the packages `duckdb` and `duckdb-async` opens its databases by their calls (`new Database(path)`, `Database.create(path)`), which the runtime answers from a pool with the defaults below.',
        ]
      : []),
    ...(opened.length > 0 ? [opened.map(databaseText).join('\n\n')] : []),
    ...(opened.length === 0 && !isOldDriver ? ['The code opens no database through the runtime.'] : []),
    'What is not set has its default:',
    table(['setting', 'default', 'what it does'], defaults),
    ...section(
      'Switches',
      flags.length > 0 &&
        table(
          ['variable', 'meaning'],
          flags.map(({ name, meaning }) => [code(name), meaning]),
        ),
    ),
    '## Health and figures',
    healthText(calls),
    ...section('Circuit breakers', breakersText(calls)),
    ...section('Cached reads', cached.length > 0 && cached.map((name) => `- ${code(name)}`).join('\n')),
    '## Alerts',
    table(['alert', 'means', 'what to do'], alerts),
  ].join('\n\n')
}

function section(title: string, body: string | false): string[] {
  return body ? [`## ${title}`, body] : []
}

function databaseText({ callee, file, settings, arguments: values }: RuntimeCall): string {
  const path = values[0] && !values[0].startsWith('{') ? `, of ${code(values[0])}` : ''
  const head = `${code(callee)} in ${code(file)}${path}.`
  if (settings.length === 0) return head
  return `${head}\n\n${table(
    ['setting', 'value'],
    settings.map(({ key, value }) => [code(key), code(value)]),
  )}`
}

function healthText(calls: readonly RuntimeCall[]): string {
  const routes = calls.filter(({ callee }) => /[Hh]ealth/.test(callee))
  if (routes.length === 0) {
    return 'No health route is wired. `healthHandler(db)` of `@duckshift/runtime/health` serves `/health`, `/health/database`, `/stats` and, given a registry, `/metrics`.'
  }
  const where = routes.map(({ callee, file }) => `- ${code(callee)} in ${code(file)}`)
  return [
    ...where,
    '',
    table(
      ['route', 'answers'],
      [
        ['`/health`', 'that the process lives; touches no database'],
        [
          '`/health/database`',
          'a round trip with a deadline, the saturation of the pool, the state of the breakers; 503 when down',
        ],
        ['`/stats`', 'connections, waiting callers, statements, transactions'],
        ['`/metrics`', 'the same for Prometheus, where a registry was given'],
      ],
    ),
  ].join('\n')
}

function breakersText(calls: readonly RuntimeCall[]): string | false {
  const found = calls.filter(({ callee, name }) => /^(breaker|guard)$/.test(callee) && name !== undefined)
  if (found.length === 0) return false
  const byName = new Map<string, RuntimeCall[]>()
  for (const call of found) byName.set(call.name!, [...(byName.get(call.name!) ?? []), call])
  const rows = [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, own]) => [
      code(name),
      [...new Set(own.map(({ file }) => code(file)))].join(', '),
      own.flatMap(({ settings }) => settings.map(({ key, value }) => code(`${key}: ${value}`))).join(', '),
    ])
  return table(['breaker', 'where', 'settings'], rows)
}
