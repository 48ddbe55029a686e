import type { Accessor } from '../model.js'
import { facadesOf } from '../phases/facades.js'
import type { Planning } from '../plan/planning.js'
import { hasClientToken } from '../survey/served.js'
import type { AccessorSpec, Survey } from '../survey/survey.js'
import { appliedRuns } from './migration-facts.js'
import { runtimeCalls } from './runtime-calls.js'

/** What documents may still call the legacy client, and what to say instead where that is known. */
export interface LegacyNames {
  /** Functions and classes that hand the client out, and the client classes. */
  readonly symbols: ReadonlyMap<string, LegacySymbol>
  /** Files that are gone, and the file that has taken their place. */
  readonly paths: ReadonlyMap<string, string>
}

export interface LegacySymbol {
  readonly kind: 'accessor' | 'client'
  /** What documents say instead, once the symbol is gone. */
  readonly instead?: string
  /** The code still declares it. */
  readonly isDeclared: boolean
}

/** Names of the code as it is, and of what the applied plans found: after phase 5 the code no longer tells. */
export function legacyNames(planning: Planning): LegacyNames {
  const token = databaseToken(planning)
  const instead = token && { accessor: `inject(${token.name})`, client: 'Database' }
  return namesIn(planning.survey, {
    configured: planning.config.accessors,
    instead,
    databaseModule: token?.module,
  })
}

/** The same without a plan: what to say instead is left open. */
export function namesIn(
  found: Pick<Survey, 'project' | 'accessors' | 'clients'>,
  options: {
    /** Accessors that the configuration names; they may be gone. */
    readonly configured?: readonly AccessorSpec[] | undefined
    readonly instead?: { readonly accessor: string; readonly client: string } | undefined
    readonly databaseModule?: string | undefined
  } = {},
): LegacyNames {
  const { configured = [], instead, databaseModule } = options
  const { project } = found
  const applied = appliedRuns(project.root).flatMap(({ plan }) => plan.accessors)
  const symbols = new Map<string, LegacySymbol>()
  const paths = new Map<string, string>()
  const add = (module: string, name: string, kind: LegacySymbol['kind']) => {
    if (name === 'default' || name.length <= 3 || symbols.has(name)) return
    const isDeclared = project.declarationOf(module, name) !== undefined
    symbols.set(name, { kind, isDeclared, ...(instead && !isDeclared && { instead: instead[kind] }) })
  }
  const named: readonly Pick<Accessor, 'module' | 'export' | 'member' | 'client' | 'hidden'>[] = [
    ...found.accessors,
    ...applied,
    ...configured.map(({ member, ...spec }) => ({ ...spec, ...(member !== undefined && { member }) })),
  ]
  for (const { export: name, member, client, module, hidden } of named) {
    // What is injected itself stays, and so do its names; what a module keeps to itself is named nowhere else.
    if (hidden || hasClientToken(project, { export: name, module })) continue
    add(module, name, member === undefined ? 'accessor' : 'client')
    if (client) add(client.module, client.name, 'client')
    for (const path of client ? [module, client.module] : [module])
      if (databaseModule && !project.files.includes(path)) paths.set(path, databaseModule)
  }
  for (const { module, name } of found.clients) add(module, name, 'client')
  return { symbols, paths }
}

/** The token that repositories take the database by. */
function databaseToken(planning: Planning): { readonly name: string; readonly module: string } | undefined {
  const { database } = facadesOf(planning)
  if (database) return { name: database.token, module: database.module }
  const { project } = planning.survey
  for (const { file, callee } of runtimeCalls(project)) {
    if (callee !== 'createToken') continue
    const name = /export const (\w+)[^=]*=\s*createToken\b/.exec(project.text(file) ?? '')?.[1]
    if (name) return { name, module: file }
  }
  return undefined
}
