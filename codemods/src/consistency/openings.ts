import { importedBinding } from '../survey/imported-binding.js'
import { type Node, unwrap, walk } from '../survey/nodes.js'
import type { SourceFile } from '../survey/source-file.js'
import type { ConsistencyScope, Stray } from './consistency.js'

const drivers = /^(@duckdb\/node-api|duckdb|duckdb-async)$/
const opens = /^(Database\.open|lazyDatabase|clientDatabase)$/

/** The driver in other hands than the runtime's, and databases opened beside the injected one. */
export function openings(found: ConsistencyScope, files: readonly SourceFile[]): Stray[] {
  const legacy = new Set([...found.accessors, ...found.clients].map(({ module }) => module))
  const strays: Stray[] = []
  const opened: { readonly file: SourceFile; readonly node: Node; readonly isToken: boolean }[] = []
  for (const file of files) {
    if (legacy.has(file.path)) continue
    for (const statement of file.program.body as Node[]) {
      if (statement.type !== 'ImportDeclaration' || !drivers.test(statement.source.value)) continue
      if (isTypeOnly(statement)) continue
      strays.push({ rule: 'driver-used-directly', file, node: statement, detail: statement.source.value })
    }
    if (!/@duckshift\/runtime/.test(file.text)) continue
    walk(file.program, (node) => {
      if (node.type === 'CallExpression' && isOpening(found, file, node))
        opened.push({ file, node, isToken: isInToken(file, node) })
      return true
    })
  }
  const others = opened.filter(({ isToken }) => !isToken)
  const isExtra = opened.length > others.length ? others : others.slice(1)
  for (const { file, node } of isExtra) {
    const [first] = opened.filter(({ isToken }) => isToken)
    const place = first ?? others[0]!
    strays.push({
      rule: 'database-opened-again',
      file,
      node,
      detail: `${place.file.path}:${place.file.position(place.node.start).line} opens one`,
    })
  }
  return strays
}

function isTypeOnly(statement: Node): boolean {
  if (statement.type !== 'ImportDeclaration') return false
  if (statement.importKind === 'type') return true
  return (
    statement.specifiers.length > 0 &&
    statement.specifiers.every((one) => one.type === 'ImportSpecifier' && one.importKind === 'type')
  )
}

function isOpening({ project }: ConsistencyScope, file: SourceFile, call: Node): boolean {
  if (call.type !== 'CallExpression' || !opens.test(file.textOf(call.callee))) return false
  const callee = unwrap(call.callee)
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee
  const binding = root.type === 'Identifier' ? file.scopes.resolve(root) : undefined
  const imported = binding && importedBinding(project, file, binding)
  return imported?.specifier.startsWith('@duckshift/runtime') === true
}

/** `createToken('database', () => lazyDatabase(…))` */
function isInToken(file: SourceFile, node: Node): boolean {
  for (let at = node.parent; at; at = at.parent)
    if (at.type === 'CallExpression' && file.textOf(at.callee) === 'createToken') return true
  return false
}
