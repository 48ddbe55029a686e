import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { ClientProfile } from '../../../clients/client-profile.js'
import { codeStyleOf } from '../../../edits/code-style.js'
import { addDependency } from '../../../edits/package-manifest.js'
import { relativeSpecifier } from '../../../edits/specifier-style.js'
import type { Accessor, Place, TextEdit } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { FileProposal, ImportNeed } from '../../../plan/proposal.js'
import { packageOf } from '../../../survey/module-graph.js'
import { isClass, isFunction, memberName, type Node, unwrap, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { version } from '../../../version.js'
import type { FoundationRefusal } from '../refusals.js'

const compat = '@duckshift/runtime/compat/neo'
const codemod = 'facade-accessor'

/** Where the facade of an accessor is, or will be: what repositories build on. */
export interface Facade {
  readonly accessor: Accessor
  /** The module with the `database` token. */
  readonly databaseModule: string
  /** The token's exported name. */
  readonly token: string
  readonly profile: ClientProfile
  /** The module whose accessor feeds the token: mocks of it reach the repositories. */
  readonly accessorModule: string
}

/** The accessor keeps its name and type; the client behind it runs on the pool. */
export function facadeAccessor(
  planning: Planning,
  accessor: Accessor,
): Proposals & { readonly facade?: Facade; readonly missing?: FoundationRefusal } {
  const { survey } = planning
  const refuse = (id: FoundationRefusal, detail?: string) => ({
    candidates: [],
    missing: id,
    refusals: [
      {
        usage: accessor.id,
        codemod,
        id,
        place: placeOf(planning, accessor),
        ...(detail !== undefined && { detail }),
      },
    ],
  })
  const client = accessor.client
  const profile = client && planning.profiles.get(`${client.module}#${client.name}`)
  if (!client || !profile) return refuse('no-client-class')
  if (profile.rows === undefined) {
    const odd = [...profile.methods.values()].find((method) => method.because)
    return refuse('unknown-row-conversion', odd && `${odd.name}: ${odd.because}`)
  }
  const clientFile = survey.project.source(client.module)
  const accessorFile = survey.project.source(accessor.module)
  if (!clientFile || !accessorFile) return refuse('no-client-class')

  const mocked = mostMocked(planning, accessor)
  const accessorModule = mocked?.module ?? accessor.module
  const facade: Facade = {
    accessor,
    databaseModule: databaseModule(planning, clientFile),
    token: 'database',
    profile,
    accessorModule,
  }
  if (isDone(planning, clientFile, facade)) return { candidates: [], refusals: [], facade }

  const openings = driverOpenings(clientFile)
  if (openings.length === 0) return refuse('no-driver-opening')
  if (openings.length > 1) return refuse('several-openings')
  const files = new Map<
    string,
    { edits: TextEdit[]; imports: ImportNeed[]; removed: { start: number; end: number }[] }
  >()
  const at = (path: string) => {
    const entry = files.get(path) ?? { edits: [], imports: [], removed: [] }
    files.set(path, entry)
    return entry
  }
  const opening = openings[0]!
  at(client.module).edits.push({ start: opening.start, end: opening.end, text: 'openInstance' })
  at(client.module).removed.push(opening)
  at(client.module).imports.push({ target: { package: compat }, name: 'openInstance' })
  for (const creation of creations(accessorFile, accessor, client.name)) {
    at(accessor.module).edits.push(
      { start: creation.start, end: creation.start, text: 'legacyClient(' },
      { start: creation.end, end: creation.end, text: ')' },
    )
    at(accessor.module).imports.push({ target: { package: compat }, name: 'legacyClient' })
  }
  if (profile.mapRow) {
    const edit = exported(clientFile, profile.mapRow)
    if (edit) at(client.module).edits.push(edit)
  }
  const manifest = dependencyEdit(planning, client.module)
  if (manifest) at(manifest.path).edits.push(manifest.edit)
  const proposals: FileProposal[] = [...files].map(([path, { edits, imports, removed }]) => ({
    path,
    edits,
    imports,
    removedReferences: removed,
  }))
  return {
    facade,
    refusals: [],
    candidates: [
      {
        usages: [],
        place: placeOf(planning, accessor),
        foundation: 'facade-missing',
        alternatives: [
          {
            codemod,
            reason: `${label(accessor)} keeps its name and type; its client runs over the pool, or with DUCKSHIFT_MODE=singleton on one connection.`,
            files: proposals,
            creates: [{ path: facade.databaseModule, text: databaseText(planning, facade) }],
          },
        ],
      },
    ],
  }
}

function label(accessor: Accessor): string {
  return `${accessor.export}${accessor.member ? `.${accessor.member}` : ''}()`
}

function placeOf(planning: Planning, accessor: Accessor): Place {
  const file = planning.survey.project.source(accessor.module)
  const exported = planning.survey.project.exports(accessor.module)?.named.get(accessor.export)
  const node = exported?.kind === 'local' ? exported.node : { start: 0, end: 0 }
  return file ? file.place(node) : { file: accessor.module, start: 0, end: 0, line: 1, column: 1 }
}

/** The module that tests replace most, where it hands on this accessor: feeding from it keeps those tests true. */
function mostMocked(planning: Planning, accessor: Accessor): { readonly module: string } | undefined {
  const counts = new Map<string, number>()
  for (const mock of planning.survey.mocks) {
    const carried = planning.survey.carriers.get(mock.module, accessor.export)
    if (carried?.kind === 'accessor' && carried.accessor.id === accessor.id) {
      counts.set(mock.module, (counts.get(mock.module) ?? 0) + 1)
    }
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1])
  return most && { module: most[0] }
}

function databaseModule(planning: Planning, client: SourceFile): string {
  const extension = /\.[cm]?[jt]s$/.exec(client.path)?.[0] ?? '.ts'
  const folder = posix.dirname(client.path)
  const preferred = posix.join(folder, `database${extension}`)
  const taken = planning.survey.project.text(preferred)
  return taken === undefined || taken.includes(compat)
    ? preferred
    : posix.join(folder, `duckshift-database${extension}`)
}

function isDone(planning: Planning, client: SourceFile, facade: Facade): boolean {
  return (
    client.text.includes(compat) &&
    planning.survey.project.text(facade.databaseModule)?.includes(compat) === true
  )
}

/** The `DuckDBInstance.create` of each opening call. */
function driverOpenings(file: SourceFile): Node[] {
  const found: Node[] = []
  walk(file.program, (node) => {
    if (node.type !== 'CallExpression') return
    const callee = unwrap(node.callee)
    if (callee.type !== 'MemberExpression' || !/^(create|fromCache)$/.test(memberName(callee) ?? '')) return
    const object = unwrap(callee.object)
    const binding = object.type === 'Identifier' ? file.scopes.resolve(object) : undefined
    const declaration = binding?.declaration
    if (declaration?.type !== 'ImportSpecifier' || declaration.parent?.type !== 'ImportDeclaration') return
    const imported =
      declaration.imported.type === 'Literal' ? declaration.imported.value : declaration.imported.name
    if (declaration.parent.source.value === '@duckdb/node-api' && imported === 'DuckDBInstance')
      found.push(callee)
  })
  return found
}

/** Expressions in the accessor that make the client: `new Client(…)`, `Client.create(…)`. */
function creations(file: SourceFile, accessor: Accessor, className: string): Node[] {
  const exportedNode = accessor.kind === 'instance' || accessor.member === undefined ? undefined : className
  const found: Node[] = []
  walk(file.program, (node) => {
    if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return true
    const callee = unwrap(node.callee)
    const isNew = node.type === 'NewExpression' && callee.type === 'Identifier' && callee.name === className
    const isFactory =
      node.type === 'CallExpression' &&
      callee.type === 'MemberExpression' &&
      callee.object.type === 'Identifier' &&
      callee.object.name === className &&
      /^(create|open|connect|init)/i.test(memberName(callee) ?? '')
    if (!isNew && !isFactory) return true
    const owner = enclosing(node)
    const isInsideOwnFactory = isClass(owner) && owner.id?.name === className && !exportedNode
    const isMarked =
      node.parent?.type === 'CallExpression' && file.textOf(node.parent.callee) === 'legacyClient'
    if (!isInsideOwnFactory && !isMarked) found.push(node)
    return false
  })
  return found
}

function enclosing(node: Node): Node | undefined {
  for (let current = node.parent; current; current = current.parent) if (isClass(current)) return current
  return undefined
}

/** Adds `export` to a module-level function that is not exported yet. */
function exported(file: SourceFile, name: string): TextEdit | undefined {
  const declaration = file.scopes.topLevel(name)?.declaration
  if (!declaration) return undefined
  const statement = declaration.type === 'VariableDeclarator' ? declaration.parent : declaration
  if (!statement || statement.parent?.type === 'ExportNamedDeclaration') return undefined
  return isFunction(statement) || statement.type === 'VariableDeclaration'
    ? { start: statement.start, end: statement.start, text: 'export ' }
    : undefined
}

function databaseText(planning: Planning, facade: Facade): string {
  const { accessor, profile, accessorModule, databaseModule: path } = facade
  const clientModule = accessor.client!.module
  const style = codeStyleOf(planning.survey.project.text(clientModule) ?? '', /ts$/.test(path))
  const { quote: q, indent: i } = style
  const end = style.semicolons ? ';' : ''
  const specifier = (file: string) => `${q}${relativeSpecifier(path, file, planning.specifierEnding)}${q}`
  const importLines = [
    `import { createToken } from ${q}@duckshift/runtime${q}${end}`,
    `import { clientDatabase } from ${q}${compat}${q}${end}`,
  ]
  const named = accessor.export === 'default' ? 'getClient' : accessor.export
  const fromAccessor = accessor.export === 'default' ? named : `{ ${named} }`
  if (profile.mapRow && clientModule === accessorModule && accessor.export !== 'default') {
    const names = [named, profile.mapRow].sort()
    importLines.push(`import { ${names.join(', ')} } from ${specifier(clientModule)}${end}`)
  } else {
    importLines.push(`import ${fromAccessor} from ${specifier(accessorModule)}${end}`)
    if (profile.mapRow) importLines.push(`import { ${profile.mapRow} } from ${specifier(clientModule)}${end}`)
  }
  const method = (result: string) =>
    [...profile.methods.values()].find((candidate) => candidate.result === result)?.name
  const reader = method('rows') ?? method('first-row-or-null') ?? method('first-row-or-undefined')!
  const single = method('first-row-or-null') ?? method('first-row-or-undefined')
  const writer = method('rows-changed') ?? method('nothing')
  const script = method('script')
  const standIn = [
    `query: ${q}${reader}${q}`,
    ...(single ? [`maybeOne: ${q}${single}${q}`] : []),
    ...(writer ? [`execute: ${q}${writer}${q}`] : []),
    ...(script ? [`script: ${q}${script}${q}`] : []),
    ...(profile.methods.get(reader)?.parameters === 'variadic' ? [`parameters: ${q}variadic${q}`] : []),
  ]
  const call =
    accessor.kind === 'instance'
      ? `() => ${named}`
      : accessor.member
        ? `() => ${named}.${accessor.member}()`
        : named
  const lines = [
    ...importLines,
    '',
    `/** The database behind ${label(accessor)}, as repositories get it: opened, closed and reopened with the client. */`,
    `export const ${facade.token} = createToken(${q}${facade.token}${q}, () =>`,
    `${i}clientDatabase({`,
    `${i}${i}client: ${call},`,
    `${i}${i}open: (client) => client.${reader}(${q}SELECT 1${q}),`,
    `${i}${i}rows: ${q}${profile.rows}${q},`,
    ...(profile.mapRow ? [`${i}${i}mapRow: (row) => ${profile.mapRow}(row),`] : []),
    `${i}${i}standIn: { ${standIn.join(', ')} },`,
    `${i}}),`,
    `)${end}`,
    '',
  ]
  return lines.join(style.lineEnding)
}

/** Puts the runtime into the dependencies of the package that the client's module belongs to. */
function dependencyEdit(
  planning: Planning,
  module: string,
): { readonly path: string; readonly edit: TextEdit } | undefined {
  const { root } = planning.survey.project
  const manifest = packageOf(root, module)
  if (!manifest || !existsSync(join(root, manifest.path))) return undefined
  const text = readFileSync(join(root, manifest.path), 'utf8')
  const edit = addDependency(text, '@duckshift/runtime', `^${version}`)
  return edit && { path: manifest.path, edit }
}
