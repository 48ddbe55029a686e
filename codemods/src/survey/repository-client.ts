import type { ClientValue, Escape } from './client-value.js'
import { neoCompat } from './driver-openings.js'
import { declarationNamed, importedBinding } from './imported-binding.js'
import { isAskedForTruth, type Node, outermost, unwrap } from './nodes.js'
import type { Project } from './project.js'

/** True where nothing is done with a client but to run repositories on it, as phase 1 leaves a client that is handed in. */
export function isForRepositories(
  project: Project,
  { file, touches, escapes, derived }: ClientValue,
): boolean {
  return (
    touches.length === 0 &&
    derived === undefined &&
    escapes.some((use) => runsRepository(project, file, use)) &&
    escapes.every((use) => isLookedFor(use.node) || runsRepository(project, file, use))
  )
}

/** `if (!client)`, `client === undefined`. */
function isLookedFor(node: Node): boolean {
  const carrier = outermost(node)
  return isAskedForTruth(carrier) || carrier.parent?.type === 'BinaryExpression'
}

/** `databaseOn(client)`, whose function `databaseThrough` is made by, or `repositoryOn(ItemsRepository, connection)`. */
function runsRepository(project: Project, path: string, { kind, node }: Escape): boolean {
  const call = outermost(node).parent
  const file = project.source(path)
  if (!file || kind !== 'argument' || call?.type !== 'CallExpression') return false
  const callee = unwrap(call.callee)
  const binding = callee.type === 'Identifier' ? file.scopes.resolve(callee) : undefined
  const imported = binding && importedBinding(project, file, binding)
  if (imported?.specifier === neoCompat) return imported.imported === 'repositoryOn'
  const made = imported && declarationNamed(project, file, callee)
  const source = made && project.source(made.file)
  return Boolean(source && /\bdatabaseThrough\(/.test(source.textOf(made.node as Node)))
}
