import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { codeStyleOf } from '../../../edits/code-style.js'
import type { DatabaseToken, Planning, Proposals } from '../../../plan/planning.js'
import type { Proposal, RefusalDraft } from '../../../plan/proposal.js'
import { isTestFile } from '../../../survey/project-files.js'
import { tokenImport } from '../../token-import.js'
import { type Framework, findServers, type Server } from './find-servers.js'

const codemod = 'wire-health'
const runtime = '@duckshift/runtime'

/** What of `@duckshift/runtime/health` serves the routes, and how an application takes it. */
const adapters: Readonly<Record<Framework, { readonly name: string; readonly method?: string }>> = {
  express: { name: 'healthHandler', method: 'use' },
  fastify: { name: 'fastifyHealth', method: 'register' },
  hono: { name: 'honoHealth', method: 'use' },
  http: { name: 'withHealth' },
}

const atRoot = /['"`]\/(health|stats|metrics)(\/|['"`])/
const basePath = '/internal'

/** The one server of the application answers the health routes: proposed, and done when asked for. */
export function wireHealth(planning: Planning, database: DatabaseToken | undefined): Proposals {
  const { project } = planning.survey
  if (callsHealth(planning)) return { candidates: [], refusals: [] }
  const servers = findServers(project, planning.inScope)
  const route = servers.length === 0 ? nextRoute(planning) : undefined
  const refusals: RefusalDraft[] = []
  const refuse = (id: string, server: Server) =>
    refusals.push({ usage: usageOf(server), codemod, id, place: server.file.place(server.made) })
  if (route !== undefined && planning.requested(codemod) && database) {
    const place = { file: route, start: 0, end: 0, line: 1, column: 1 }
    const proposal = nextProposal(planning, route, database)
    return { candidates: [{ usages: [`${route}#health`], place, alternatives: [proposal] }], refusals }
  }
  const [server] = servers
  if (!server) return { candidates: [], refusals }
  if (!planning.requested(codemod)) refuse('health-not-wired', server)
  else if (servers.length > 1) for (const each of servers) refuse('several-servers', each)
  else if (!server.kept && !server.listener) refuse('server-unclear', server)
  else if (!database) refuse('facade-missing', server)
  else {
    const place = server.file.place(server.made)
    const alternatives = [serverProposal(planning, server, database)]
    return { candidates: [{ usages: [usageOf(server)], place, alternatives }], refusals }
  }
  return { candidates: [], refusals }
}

function usageOf({ file }: Server): string {
  return `${file.path}#health`
}

function callsHealth({ survey: { project } }: Planning): boolean {
  return project.files.some((path) => (project.text(path) ?? '').includes(`${runtime}/health`))
}

function serverProposal(planning: Planning, server: Server, database: DatabaseToken): Proposal {
  const { file, framework, kept, listener } = server
  const { name, method } = adapters[framework]
  const { quote, semicolons, lineEnding } = codeStyleOf(file.text, file.typed)
  const { token, need } = tokenImport(file, database)
  const base = answersAtRoot(planning) ? `, { basePath: ${quote}${basePath}${quote} }` : ''
  const edits = listener
    ? [
        { start: listener.start, end: listener.start, text: `${name}(inject(${token}), ` },
        { start: listener.end, end: listener.end, text: `${base})` },
      ]
    : [
        {
          start: kept!.statement.end,
          end: kept!.statement.end,
          text: `${lineEnding}${file.indentationAt(kept!.statement)}${kept!.name}.${method}(${name}(inject(${token})${base}))${semicolons ? ';' : ''}`,
        },
      ]
  return {
    codemod,
    reason: `The server answers ${base ? basePath : ''}/health, whether DuckDB answers, and the figures of the pool.`,
    files: [
      {
        path: file.path,
        edits,
        imports: [
          { target: { package: runtime }, name: 'inject' },
          { target: { package: `${runtime}/health` }, name },
          need,
        ],
        removedReferences: [],
      },
    ],
  }
}

/** True where the application has one of the routes' paths for itself, so that ours must stand elsewhere. */
function answersAtRoot({ survey: { project } }: Planning): boolean {
  return project.files.some((path) => !isTestFile(path) && atRoot.test(project.text(path) ?? ''))
}

/** The route file of a Next.js application that has none; undefined for other projects. */
function nextRoute({ survey: { project }, style }: Planning): string | undefined {
  const folder = ['src/app', 'app'].find((each) =>
    ['tsx', 'jsx', 'js'].some((ending) => existsSync(join(project.root, each, `layout.${ending}`))),
  )
  if (!folder || existsSync(join(project.root, folder, 'health'))) return undefined
  return `${folder}/health/[[...route]]/route.${style.typed ? 'ts' : 'js'}`
}

function nextProposal(planning: Planning, path: string, database: DatabaseToken): Proposal {
  const { quote, semicolons } = planning.style
  const end = semicolons ? ';' : ''
  const from = (name: string, specifier: string) =>
    `import { ${name} } from ${quote}${specifier}${quote}${end}`
  const text = [
    from('inject', runtime),
    from('fetchHealthHandler', `${runtime}/health`),
    from(database.token, planning.specifier(path, database.module)),
    '',
    `export const runtime = ${quote}nodejs${quote}${end}`,
    `export const dynamic = ${quote}force-dynamic${quote}${end}`,
    `export const GET = fetchHealthHandler(inject(${database.token}))${end}`,
    '',
  ].join('\n')
  return {
    codemod,
    reason: 'A route answers /health, and at /health/database whether DuckDB answers.',
    files: [],
    creates: [{ path, text }],
  }
}
