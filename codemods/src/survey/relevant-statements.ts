import type { Node } from './nodes.js'
import type { Binding } from './scopes.js'
import type { SourceFile } from './source-file.js'

/** Through these a client comes in without an import: loaders, globals, and what replaces modules for a test. */
export const gateway =
  /^(\w*[rR]equire\w*|globalThis|global|module|exports|t|vi|vitest|jest|mock|td|mockery|rewiremock|proxyquire\w*|rewire|esmock\w*|quibble\w*)$/

/**
 * The top-level statements that can have to do with what `isSource` names among the file's imports: they name it, or
 * share a variable with one that does. Of the others nothing need be evaluated, and in most files they are most.
 * Undefined where every statement can.
 */
export function relevantStatements(
  file: SourceFile,
  isSource: (imported: Binding) => boolean,
): ReadonlySet<Node> | undefined {
  const { scopes } = file
  // `state.db = open()` here, `state.db` there: no name connects the two.
  if (scopes.assignsMembers) return undefined
  const relevant = new Set<Node>()
  const byStatement = new Map<Node, Binding[]>()
  const statements = new Map<Binding, Set<Node>>()
  const pending: Node[] = []
  const enter = (statement: Node) => {
    if (relevant.has(statement)) return
    relevant.add(statement)
    pending.push(statement)
  }
  for (const binding of scopes.topLevelBindings()) {
    const isImport = binding.kind === 'import'
    const users = new Set(binding.references.filter(isUse).map(statementOf))
    if (isImport) {
      if (gateway.test(binding.name) || isSource(binding)) for (const user of users) enter(user)
      continue
    }
    statements.set(binding, users.add(statementOf(binding.identifier)))
    for (const statement of users)
      byStatement.set(statement, [...(byStatement.get(statement) ?? []), binding])
  }
  for (const node of scopes.unbound)
    if (node.type !== 'Identifier' || gateway.test(node.name)) enter(statementOf(node))
  for (let statement = pending.pop(); statement; statement = pending.pop())
    for (const binding of byStatement.get(statement) ?? [])
      for (const other of statements.get(binding)!) enter(other)
  return relevant
}

/** The top-level statement around a node. */
export function statementOf(node: Node): Node {
  let current = node
  while (current.parent && current.parent.type !== 'Program') current = current.parent
  return current
}

/** `export { a, b }` says nothing of what `a` has to do with `b`. */
function isUse(reference: Node): boolean {
  return reference.parent?.type !== 'ExportSpecifier'
}
