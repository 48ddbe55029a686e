import { dynamicSpecifier, requiredSpecifier } from './exports.js'
import { type ImportedBinding, importedBinding } from './imported-binding.js'
import { ancestor, isFunction, isNothing, keyName, memberName, type Node, unwrap, walk } from './nodes.js'
import type { Project } from './project.js'
import { isTestFile } from './project-files.js'
import { returned } from './returned.js'
import type { Binding } from './scopes.js'
import type { SourceFile } from './source-file.js'

export const neoDriver = '@duckdb/node-api'
export const neoCompat = '@duckshift/runtime/compat/neo'
export const oldDrivers: readonly string[] = ['duckdb', 'duckdb-async', 'duckdb-lambda-x86']
export const oldCompats: readonly string[] = [
  '@duckshift/runtime/compat/duckdb',
  '@duckshift/runtime/compat/duckdb-async',
]

/** What opens databases through the runtime. */
export const runtimeCompats = [neoCompat, ...oldCompats]

/** Methods of `DuckDBInstance` that open a database. */
export const openingMethods = /^(create|fromCache)$/

/** A call that opens a database: `DuckDBInstance.create(path, config)`. */
export interface Opening {
  readonly call: Node & { readonly type: 'CallExpression' }
  readonly callee: Node
  /** True when the driver is loaded when it is needed, which must stay so. */
  readonly dynamic: boolean
}

/** The openings by the current driver in one file, whichever way it imports the driver. */
export function openingsIn(project: Project, file: SourceFile): Opening[] {
  const found: Opening[] = []
  if (!file.text.includes(neoDriver) && !file.text.includes('DuckDBInstance')) return found
  walk(file.program, (node) => {
    if (node.type !== 'CallExpression') return true
    const callee = unwrap(node.callee)
    const method = callee.type === 'MemberExpression' ? memberName(callee) : undefined
    if (callee.type !== 'MemberExpression' || method === undefined) return true
    const imported = openingMethods.test(method)
      ? importedClass(project, file, callee.object, 'DuckDBInstance')
      : method === 'getOrCreateInstance'
        ? cacheOf(project, file, callee.object)
        : undefined
    if (imported?.specifier !== neoDriver) return true
    // What is loaded when it is needed is awaited.
    if (imported.dynamic && !ancestor(node, isFunction)?.async && isInFunction(node)) return true
    found.push({ call: node, callee, dynamic: imported.dynamic })
    return true
  })
  return found
}

/** Who opens databases in a file: `driver` itself, the deprecated driver (`old`), or the `runtime`. */
export type OpenedBy = 'driver' | 'old' | 'runtime'

export function opensBy(project: Project, file: SourceFile): OpenedBy | undefined {
  if (openingsIn(project, file).length > 0) return 'driver'
  if (makesOldDatabase(project, file, oldDrivers)) return 'old'
  if (file.text.includes(neoCompat) && /\b(openInstance|pooledDriver)\b/.test(file.text)) return 'runtime'
  return makesOldDatabase(project, file, oldCompats) ? 'runtime' : undefined
}

/** True where the database is opened by what stands in for the deprecated drivers: its clients are not the current driver's. */
export function opensByOldCompat(project: Project, file: SourceFile): boolean {
  return makesOldDatabase(project, file, oldCompats)
}

/** The module nearest to `module`, itself first, that opens a database. */
export function openingModule(
  project: Project,
  module: string,
): { readonly path: string; readonly by: OpenedBy } | undefined {
  const seen = new Set([module])
  for (const path of seen) {
    const file = project.source(path)
    const by = file && opensBy(project, file)
    if (by) return { path, by }
    for (const next of project.graph.importsOf(path)) seen.add(next)
    if (seen.size > 40) return undefined
  }
  return undefined
}

/** Modules that import a driver, also from a module of the project that exports it again. */
export function driverImporters(project: Project): string[] {
  const { graph } = project
  const drivers = [neoDriver, ...oldDrivers]
  const found = new Set(drivers.flatMap((name) => graph.importersOfPackage(name)))
  for (const path of found) {
    const { named, stars = [] } = project.exports(path) ?? {}
    const again = [
      ...stars,
      ...[...(named?.values() ?? [])].map((each) => (each.kind === 're-export' ? each.from : '')),
    ]
    const isDriver = (from: string) => drivers.includes(from) || found.has(graph.resolve(path, from) ?? '')
    if (again.some(isDriver)) for (const importer of graph.importersOf(path)) found.add(importer)
  }
  return [...found]
}

/** Modules that open a database through the runtime: tests left out. */
export function runtimeOpeners(project: Project): string[] {
  const importers = new Set(runtimeCompats.flatMap((name) => project.graph.importersOfPackage(name)))
  return [...importers].filter((path) => {
    const file = isTestFile(path) ? undefined : project.source(path)
    return file !== undefined && opensBy(project, file) === 'runtime'
  })
}

/** The files that what some modules open may get to, by what imports both. */
export function reachOf({ graph }: Project, openers: readonly string[]): ReadonlySet<string> {
  return graph.importClosure([...graph.reverseClosure(openers)].filter((path) => !isTestFile(path)))
}

/** Tells which files a connection that the driver itself opened may get to. */
export class DriverReach {
  readonly #project: Project
  /** The modules that open: tests left out. */
  readonly openers: readonly string[]
  #reached: ReadonlySet<string> | undefined

  /** `moved`: modules whose openings the runtime takes over. */
  constructor(project: Project, moved: ReadonlySet<string> = new Set()) {
    this.#project = project
    this.openers = driverImporters(project).filter((path) => {
      if (moved.has(path) || isTestFile(path)) return false
      const file = project.source(path)
      const by = file && opensBy(project, file)
      return by === 'driver' || by === 'old'
    })
  }

  includes(file: string): boolean {
    if (this.openers.length === 0) return false
    this.#reached ??= reachOf(this.#project, this.openers)
    return this.#reached.has(file)
  }
}

/** `new duckdb.Database(path)`, `Database.create(path)` of one of these packages. */
function makesOldDatabase(project: Project, file: SourceFile, packages: readonly string[]): boolean {
  return madeBy(project, file, ['Database'], packages) !== undefined
}

/** The first place in a file that makes a database or a connection by a driver, whichever it is. */
export function firstOpening(project: Project, file: SourceFile): Node | undefined {
  const classes = ['DuckDBInstance', 'DuckDBInstanceCache', 'DuckDBConnection', 'Database']
  return madeBy(project, file, classes, [neoDriver, ...oldDrivers])
}

/** The first `new Class(…)`, `Class.create(…)` of one of these classes of these packages. */
function madeBy(
  project: Project,
  file: SourceFile,
  classes: readonly string[],
  packages: readonly string[],
): Node | undefined {
  // What a module of the project exports again is imported without the package's name.
  if (![...packages, ...classes].some((name) => file.text.includes(name))) return undefined
  let found: Node | undefined
  const isOneOf = (node: Node) =>
    classes.some((name) => packages.includes(importedClass(project, file, node, name)?.specifier ?? ''))
  walk(file.program, (node) => {
    if (found) return false
    const callee =
      node.type === 'NewExpression' || node.type === 'CallExpression' ? unwrap(node.callee) : undefined
    const made =
      callee && node.type === 'CallExpression'
        ? callee.type === 'MemberExpression' && openingMethods.test(memberName(callee) ?? '')
          ? callee.object
          : undefined
        : callee
    if (made && isOneOf(made)) found = node
    return !found
  })
  return found
}

/** Where the class of an instance cache comes from: of `new DuckDBInstanceCache()`, and what a file keeps it in. */
function cacheOf(project: Project, file: SourceFile, holder: Node): ReturnType<typeof importedClass> {
  const node = unwrap(holder)
  if (node.type === 'NewExpression') return importedClass(project, file, node.callee, 'DuckDBInstanceCache')
  const binding = node.type === 'Identifier' ? file.scopes.resolve(node) : undefined
  const field =
    node.type === 'MemberExpression' && unwrap(node.object).type === 'ThisExpression'
      ? memberName(node)
      : undefined
  if (!binding && field === undefined) return undefined
  const isHolder = (target: Node) =>
    binding
      ? target.type === 'Identifier' && file.scopes.resolve(target) === binding
      : target.type === 'MemberExpression' && memberName(target) === field
  let made: ReturnType<typeof importedClass>
  walk(file.program, (each) => {
    const value =
      each.type === 'AssignmentExpression' && isHolder(unwrap(each.left as Node))
        ? each.right
        : each.type === 'VariableDeclarator' && binding?.declaration === each
          ? each.init
          : each.type === 'PropertyDefinition' && field !== undefined && keyName(each.key) === field
            ? each.value
            : undefined
    if (value && unwrap(value).type === 'NewExpression') made ??= cacheOf(project, file, value)
    return made === undefined
  })
  return made
}

/** Where `DuckDBInstance`, `duckdb.DuckDBInstance` comes from; undefined when the expression is something else. */
function importedClass(
  project: Project,
  file: SourceFile,
  node: Node,
  name: string,
): { readonly specifier: string; readonly dynamic: boolean } | undefined {
  const imported = importedAs(project, file, node)
  return imported?.imported === name ? imported : undefined
}

type Imported = Pick<ImportedBinding, 'specifier' | 'imported' | 'dynamic'>

/**
 * What an expression stands for that leads to an import: a name, `duckdb.Database`, `await import(…)`, a variable that
 * is filled when the driver is first needed, a function that loads it.
 */
function importedAs(project: Project, file: SourceFile, outer: Node, depth = 0): Imported | undefined {
  const node = unwrap(outer)
  if (depth > 12) return undefined
  const follow = (next: Node) => importedAs(project, file, next, depth + 1)
  switch (node.type) {
    case 'Identifier': {
      const binding = file.scopes.resolve(node)
      return binding && importedByName(project, file, binding, follow)
    }
    case 'MemberExpression':
      return memberOfImport(follow(node.object), memberName(node))
    case 'AwaitExpression':
      return follow(node.argument)
    case 'LogicalExpression':
      return either([follow(node.left), follow(node.right)])
    case 'ConditionalExpression':
      return either([follow(node.consequent), follow(node.alternate)])
    case 'ImportExpression': {
      const specifier = dynamicSpecifier(node)
      return specifier === undefined ? undefined : { specifier, imported: '*', dynamic: true }
    }
    case 'CallExpression': {
      const specifier = requiredSpecifier(node)
      if (specifier !== undefined) return { specifier, imported: '*', dynamic: isInFunction(node) }
      const callee = unwrap(node.callee)
      const binding = callee.type === 'Identifier' ? file.scopes.resolve(callee) : undefined
      const loader = binding?.kind === 'function' ? binding.declaration : undefined
      if (!loader || !isFunction(loader)) return undefined
      return lazily(
        returned(loader)
          .filter((value) => !isNothing(value))
          .map(follow),
      )
    }
    default:
      return undefined
  }
}

function importedByName(
  project: Project,
  file: SourceFile,
  binding: Binding,
  follow: (node: Node) => Imported | undefined,
): Imported | undefined {
  const imported = importedBinding(project, file, binding)
  if (imported) {
    const driver = imported.target && project.driverExport(imported.target, imported.imported)
    return driver ? { ...imported, ...driver } : imported
  }
  const declarator = binding.declaration
  if (declarator?.type !== 'VariableDeclarator') return undefined
  if (declarator.init && !isNothing(declarator.init)) {
    const whole = follow(declarator.init)
    if (!whole || declarator.id.type === 'Identifier') return whole
    if (declarator.id.type !== 'ObjectPattern') return undefined
    const property = declarator.id.properties.find(
      (each) =>
        each.type === 'Property' && each.value.type === 'Identifier' && each.value.name === binding.name,
    )
    return memberOfImport(whole, property?.type === 'Property' ? keyName(property.key) : undefined)
  }
  const assigned = binding.references.flatMap((reference) => {
    const { parent } = reference
    return parent?.type === 'AssignmentExpression' && parent.left === reference && !isNothing(parent.right)
      ? [follow(parent.right)]
      : []
  })
  return lazily(assigned)
}

/** Loaded when it is needed, wherever it is loaded. */
function lazily(found: readonly (Imported | undefined)[]): Imported | undefined {
  const [first] = found
  return first && found.every((each) => isEqual(each, first)) ? { ...first, dynamic: true } : undefined
}

function isEqual(one: Imported | undefined, other: Imported): boolean {
  return one?.specifier === other.specifier && one.imported === other.imported
}

/** The same of a module with or without its default, as code chooses between them that runs as either kind of module. */
function either(found: readonly (Imported | undefined)[]): Imported | undefined {
  const [first] = found
  if (first && found.every((each) => isEqual(each, first))) return first
  const isSame = found.every(
    (each) => each?.specifier === first?.specifier && memberOfImport(each, '*') !== undefined,
  )
  return isSame ? memberOfImport(first, '*') : undefined
}

function memberOfImport(whole: Imported | undefined, name: string | undefined): Imported | undefined {
  return whole && name !== undefined && /^(\*|default)$/.test(whole.imported)
    ? { ...whole, imported: name }
    : undefined
}

function isInFunction(node: Node): boolean {
  return ancestor(node, isFunction) !== undefined
}

/** True where an expression names a class of the current driver. */
export function isDriverClass(project: Project, file: SourceFile, node: Node, name: string): boolean {
  return importedClass(project, file, node, name)?.specifier === neoDriver
}
