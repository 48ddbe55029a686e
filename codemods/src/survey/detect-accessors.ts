import type { Accessor, AccessorKind } from '../model.js'
import { functionOf } from './exports.js'
import { importedBinding } from './imported-binding.js'
import {
  type AnyFunction,
  isClass,
  isFunction,
  keyName,
  memberName,
  type Node,
  unwrap,
  walk,
} from './nodes.js'
import type { Project } from './project.js'
import type { Binding } from './scopes.js'
import type { SourceFile } from './source-file.js'

/** Packages whose connections duckshift moves; browser-side duckdb-wasm is left alone. */
export const duckdbPackages = ['@duckdb/node-api', 'duckdb', 'duckdb-async'] as const

/** What code that phase 1 has moved imports instead: it still hands out the legacy client. */
const driverPackages: readonly string[] = [
  ...duckdbPackages,
  '@duckshift/runtime/compat/neo',
  '@duckshift/runtime/compat/duckdb',
  '@duckshift/runtime/compat/duckdb-async',
]

export interface ClientClass {
  readonly module: string
  readonly name: string
}

export interface Detection {
  readonly accessors: readonly Accessor[]
  /** Classes of legacy clients, by `module#name`. */
  readonly clients: readonly ClientClass[]
}

/** Finds what hands out a shared DuckDB client: no configuration, no types. */
export function detectAccessors(project: Project): Detection {
  const driverModules = new Set(driverPackages.flatMap((name) => project.graph.importersOfPackage(name)))
  const clients = new Map<string, ClientClass>()
  const accessors: Accessor[] = []

  for (const module of [...driverModules].sort()) {
    const file = project.source(module)
    if (!file) continue
    for (const node of file.program.body) {
      const declaration = exportedOrSelf(node as Node)
      if (isClass(declaration) && declaration.id && holdsDriver(project, file, declaration)) {
        clients.set(`${module}#${declaration.id.name}`, { module, name: declaration.id.name })
      }
    }
  }

  const modules = new Set(driverModules)
  for (const module of driverModules)
    for (const importer of project.graph.importersOf(module)) modules.add(importer)
  for (const module of [...modules].sort()) {
    const file = project.source(module)
    if (!file) continue
    const isClient = clientTest(project, file, clients)
    const seen = new Set<Node>()
    for (const [name, exported] of project.exports(module)?.named ?? []) {
      if (exported.kind !== 'local' || seen.has(exported.node)) continue
      seen.add(exported.node)
      const found = accessorIn(file, exported.node, isClient)
      if (!found) continue
      accessors.push({
        id: found.member ? `${module}#${name}.${found.member}` : `${module}#${name}`,
        module,
        export: name,
        ...(found.member && { member: found.member }),
        kind: found.kind,
        ...(found.client && { client: found.client }),
        because: found.because,
      })
    }
  }
  return { accessors, clients: [...clients.values()] }
}

function exportedOrSelf(node: Node): Node {
  if (node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration') {
    return (node.declaration as Node | null) ?? node
  }
  return node
}

/** True when the class touches the driver's own values, not only its types' names in passing. */
function holdsDriver(project: Project, file: SourceFile, node: Node): boolean {
  let found = false
  walk(node, (inner) => {
    if (found) return false
    if (inner.type === 'Identifier') {
      const binding = file.scopes.resolve(inner)
      if (binding && isDriverBinding(project, file, binding)) found = true
      else if (binding?.scope === file.program && touchesDriver(project, file, binding)) found = true
    }
    return true
  })
  return found
}

function touchesDriver(project: Project, file: SourceFile, binding: Binding): boolean {
  if (binding.kind !== 'variable' || binding.declaration.type !== 'VariableDeclarator') return false
  return Boolean(binding.declaration.init) && mentionsDriver(project, file, binding.declaration)
}

function mentionsDriver(project: Project, file: SourceFile, node: Node): boolean {
  let found = false
  walk(node, (inner) => {
    const binding = inner.type === 'Identifier' ? file.scopes.resolve(inner) : undefined
    if (binding && isDriverBinding(project, file, binding)) found = true
    return !found
  })
  return found
}

function isDriverBinding(project: Project, file: SourceFile, binding: Binding): boolean {
  const imported = importedBinding(project, file, binding)
  return imported !== undefined && !imported.target && driverPackages.includes(imported.specifier)
}

interface ClientEvidence {
  readonly client?: ClientClass
  readonly word: string
}

type ClientTest = (node: Node) => ClientEvidence | undefined

/** Finds, in an expression or type, a client class, a value of the driver, or a call of a local function that makes one. */
function clientTest(
  project: Project,
  file: SourceFile,
  clients: ReadonlyMap<string, ClientClass>,
): ClientTest {
  const visiting = new Set<Node>()
  const test: ClientTest = (node) => {
    let evidence: ClientEvidence | undefined
    walk(node, (inner) => {
      if (evidence) return false
      if (inner.type !== 'Identifier') return true
      const binding = file.scopes.resolve(inner)
      if (!binding) return true
      const imported = importedBinding(project, file, binding)
      if (imported?.target) {
        const declared = project.declarationOf(imported.target, imported.imported)
        const name = declared && localName(declared.export)
        const client = declared && clients.get(`${declared.file}#${name}`)
        if (client) evidence = { client, word: client.name }
      } else if (imported && isDriverBinding(project, file, binding)) {
        evidence = { word: binding.name }
      } else if (binding.kind === 'class') {
        const client = clients.get(`${file.path}#${binding.name}`)
        if (client) evidence = { client, word: client.name }
      } else if (binding.scope === file.program && !visiting.has(binding.declaration)) {
        visiting.add(binding.declaration)
        if (binding.kind === 'function' || binding.kind === 'variable') evidence = test(binding.declaration)
        if (!evidence && binding.kind === 'variable') evidence = assignedEvidence(binding, test)
        visiting.delete(binding.declaration)
      }
      return !evidence
    })
    return evidence
  }
  return test
}

function localName(exported: { node?: Node; name: string; kind: string }): string {
  const id = (exported.node as { id?: { name?: string } } | undefined)?.id
  return id?.name ?? exported.name
}

function assignedEvidence(binding: Binding, test: ClientTest): ClientEvidence | undefined {
  for (const reference of binding.references) {
    const parent = reference.parent
    if (parent?.type === 'AssignmentExpression' && parent.left === reference) {
      const evidence = test(parent.right)
      if (evidence) return evidence
    }
  }
  return undefined
}

interface Found extends ClientEvidence {
  readonly kind: AccessorKind
  readonly member?: string
  readonly because: string
}

function accessorIn(file: SourceFile, node: Node, isClient: ClientTest): Found | undefined {
  if (isClass(node)) return staticAccessor(node, isClient)
  const body = functionOf(node)
  if (body && isFunction(body)) return functionAccessor(file, body, isClient)
  if (node.type === 'VariableDeclarator' && node.init) {
    const init = unwrap(node.init)
    const made = init.type === 'AwaitExpression' ? unwrap(init.argument) : init
    if (made.type === 'NewExpression' || made.type === 'CallExpression') {
      const evidence = isClient(made.callee)
      if (
        evidence &&
        (made.type === 'NewExpression' ||
          evidence.client ||
          /Instance|Connection|Database/.test(evidence.word))
      ) {
        return {
          ...evidence,
          kind: 'instance',
          because: `It exports one shared ${evidence.word}, made when the module loads.`,
        }
      }
    }
  }
  return undefined
}

function staticAccessor(node: Node, isClient: ClientTest): Found | undefined {
  if (!isClass(node)) return undefined
  for (const member of node.body.body) {
    if (member.type !== 'MethodDefinition' || !member.static || !member.value.body) continue
    const method = keyName(member.key)
    const cached = returned(member.value).some((expression) => {
      const value = unwrap(expression)
      if (value.type !== 'MemberExpression') return false
      const object = unwrap(value.object)
      const ofClass =
        object.type === 'ThisExpression' || (object.type === 'Identifier' && object.name === node.id?.name)
      return ofClass && hasStaticField(node, memberName(value))
    })
    if (!method || !cached) continue
    const evidence = isClient(node)
    if (evidence) {
      return {
        ...evidence,
        kind: 'static-method',
        member: method,
        because: `${node.id?.name ?? 'The class'}.${method}() returns one cached instance over ${evidence.word}.`,
      }
    }
  }
  return undefined
}

function hasStaticField(node: Node, name: string | undefined): boolean {
  return (
    isClass(node) &&
    name !== undefined &&
    node.body.body.some(
      (member) => member.type === 'PropertyDefinition' && member.static && keyName(member.key) === name,
    )
  )
}

function functionAccessor(file: SourceFile, body: AnyFunction, isClient: ClientTest): Found | undefined {
  for (const expression of returned(body)) {
    const value = unwrap(expression)
    const bare = value.type === 'AwaitExpression' ? unwrap(value.argument) : value
    const root = bare.type === 'AssignmentExpression' ? unwrap(bare.left) : bare
    if (root.type !== 'Identifier') continue
    const binding = file.scopes.resolve(root)
    if (binding?.kind !== 'variable' || binding.scope !== file.program) continue
    const evidence = isClient(binding.declaration) ?? assignedEvidence(binding, isClient)
    if (!evidence) continue
    const kind = body.async || holdsPromise(file, binding) ? 'async-function' : 'function'
    return {
      ...evidence,
      kind,
      because: `It returns the module's one ${evidence.word}, kept in "${binding.name}".`,
    }
  }
  return undefined
}

function holdsPromise(file: SourceFile, binding: Binding): boolean {
  const annotation = binding.identifier.type === 'Identifier' ? binding.identifier.typeAnnotation : undefined
  return annotation ? /\bPromise\s*</.test(file.textOf(annotation)) : false
}

/** The expressions a function returns, its nested functions' left out. */
export function returned(body: AnyFunction): Node[] {
  if (body.body && body.body.type !== 'BlockStatement') return [body.body]
  const expressions: Node[] = []
  if (body.body) {
    walk(body.body, (node) => {
      if (node.type === 'ReturnStatement' && node.argument) expressions.push(node.argument)
      return !isFunction(node) && !isClass(node)
    })
  }
  return expressions
}
