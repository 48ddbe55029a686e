import type { ClientValue, Escape } from './client-value.js'
import { neoCompat } from './driver-openings.js'
import { declarationNamed, importedBinding } from './imported-binding.js'
import { isAskedForTruth, type Node, outermost, unwrap } from './nodes.js'
import type { Project } from './project.js'
import type { SourceFile } from './source-file.js'

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

/** `databaseOn(client)`, whose function `databaseThrough` is made by, or `repositoryOn(ItemsRepository, connection)` and the like. */
function runsRepository(project: Project, path: string, { kind, node }: Escape): boolean {
  const call = outermost(node).parent
  const file = project.source(path)
  if (!file || kind !== 'argument' || call?.type !== 'CallExpression') return false
  const callee = unwrap(call.callee)
  const imported = importedCallee(project, file, callee)
  if (imported?.specifier === neoCompat) return /^repository(On|Through)$/.test(imported.imported)
  const made = imported && declarationNamed(project, file, callee)
  const source = made && project.source(made.file)
  return Boolean(source && /\bdatabaseThrough\(/.test(source.textOf(made.node as Node)))
}

/** `repositoryThrough(ItemsRepository, { query: all })`, where `all` is a function of legacy code. */
export function sendsForRepository(project: Project, file: SourceFile, node: Node): boolean {
  const property = outermost(node).parent
  const object = property?.type === 'Property' ? property.parent : undefined
  const call = object?.type === 'ObjectExpression' ? outermost(object).parent : undefined
  if (call?.type !== 'CallExpression') return false
  const imported = importedCallee(project, file, unwrap(call.callee))
  return imported?.specifier === neoCompat && imported.imported === 'repositoryThrough'
}

function importedCallee(project: Project, file: SourceFile, callee: Node) {
  const binding = callee.type === 'Identifier' ? file.scopes.resolve(callee) : undefined
  return binding && importedBinding(project, file, binding)
}
