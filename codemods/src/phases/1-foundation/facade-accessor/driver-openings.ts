import type { TextEdit } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { ImportNeed } from '../../../plan/proposal.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import {
  ancestor,
  isFunction,
  memberName,
  type Node,
  outermost,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import type { SourceFile } from '../../../survey/source-file.js'

export const neoDriver = '@duckdb/node-api'
export const neoCompat = '@duckshift/runtime/compat/neo'

/** A call that opens a database: `DuckDBInstance.create(path, config)`. */
export interface Opening {
  readonly call: Node & { readonly type: 'CallExpression' }
  readonly callee: Node
  /** True when the driver is loaded when it is needed, which must stay so. */
  readonly dynamic: boolean
}

/** The openings in one file, whichever way it imports the driver. */
export function openingsIn(project: Project, file: SourceFile): Opening[] {
  const found: Opening[] = []
  walk(file.program, (node) => {
    if (node.type !== 'CallExpression') return true
    const callee = unwrap(node.callee)
    if (callee.type !== 'MemberExpression' || !/^(create|fromCache)$/.test(memberName(callee) ?? ''))
      return true
    const dynamic = isInstanceClass(project, file, unwrap(callee.object))
    if (dynamic !== undefined) found.push({ call: node, callee, dynamic })
    return true
  })
  return found
}

/** Whether `DuckDBInstance`, `duckdb.DuckDBInstance` comes dynamically; undefined when it is something else. */
function isInstanceClass(project: Project, file: SourceFile, node: Node): boolean | undefined {
  const isMember = node.type === 'MemberExpression'
  if (isMember && memberName(node) !== 'DuckDBInstance') return undefined
  const identifier = isMember ? unwrap(node.object) : node
  if (identifier.type !== 'Identifier') return undefined
  const binding = file.scopes.resolve(identifier)
  const imported = binding && importedBinding(project, file, binding)
  if (imported?.specifier !== neoDriver) return undefined
  const isRight = isMember ? /^(\*|default)$/.test(imported.imported) : imported.imported === 'DuckDBInstance'
  return isRight ? imported.dynamic : undefined
}

/** The module nearest to `module`, itself first, that opens a database. */
export function openingModule(project: Project, module: string): string | undefined {
  const seen = new Set([module])
  for (const path of seen) {
    const file = project.source(path)
    if (file && openingsIn(project, file).length > 0) return path
    for (const next of project.graph.importsOf(path)) seen.add(next)
    if (seen.size > 40) return undefined
  }
  return undefined
}

/**
 * `shared` when a module keeps one connection for everybody, `separate` when connections are made where they are
 * needed.
 */
export function connectionsOf(file: SourceFile): 'shared' | 'separate' {
  let isKept = false
  walk(file.program, (node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return true
    if (memberName(node.callee) === 'connect' && node.arguments.length === 0) isKept ||= isStored(file, node)
    return true
  })
  return isKept ? 'shared' : 'separate'
}

function isStored(file: SourceFile, call: Node): boolean {
  let outer = outermost(call)
  if (outer.parent?.type === 'AwaitExpression') outer = outermost(outer.parent)
  const parent = outer.parent
  if (parent?.type === 'VariableDeclarator')
    return parent.init === outer && !ancestor(parent, isFunction) && parent.id.type === 'Identifier'
  if (parent?.type !== 'AssignmentExpression' || parent.right !== outer) return false
  const target = unwrap(parent.left)
  if (target.type === 'MemberExpression') return true
  return target.type === 'Identifier' && file.scopes.resolve(target)?.scope === file.program
}

export interface OpeningOptions {
  readonly connections: 'shared' | 'separate'
  /** Set where a project has several databases. */
  readonly name: string | undefined
}

/** Opens through the runtime instead: the arguments stay. */
export function openingEdits(
  planning: Planning,
  _file: SourceFile,
  { call, callee, dynamic }: Opening,
  { connections, name }: OpeningOptions,
): { readonly edits: TextEdit[]; readonly imports: ImportNeed[]; readonly removed: Node[] } | undefined {
  const values = call.arguments as Node[]
  if (values.length > 2 || values.some((value) => value.type === 'SpreadElement')) return undefined
  const { quote: q } = planning.style
  const text = dynamic ? `(await import(${q}${neoCompat}${q})).openInstance` : 'openInstance'
  const edits: TextEdit[] = [{ start: callee.start, end: callee.end, text }]
  const options = [
    ...(connections === 'separate' ? [`connections: ${q}separate${q}`] : []),
    ...(name === undefined ? [] : [`name: ${q}${name}${q}`]),
  ]
  if (options.length > 0) {
    const missing = [`${q}:memory:${q}`, 'undefined'].slice(values.length)
    const last = values.at(-1)?.end ?? call.end - 1
    const added = [...missing, `{ ${options.join(', ')} }`].join(', ')
    edits.push({ start: last, end: last, text: values.length > 0 ? `, ${added}` : added })
  }
  return {
    edits,
    imports: dynamic ? [] : [{ target: { package: neoCompat }, name: 'openInstance' }],
    removed: dynamic ? [] : [callee],
  }
}
