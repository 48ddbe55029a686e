import { isCommonJs } from '../../../edits/code-style.js'
import type { Planning } from '../../../plan/planning.js'
import { extendsRepository, runtimePackage } from '../../../repositories/extends-repository.js'
import { isClass, type Node } from '../../../survey/nodes.js'
import { isTestFile } from '../../../survey/project-files.js'
import { manifestOf } from '../facade-accessor/driver-facade.js'

const known = new WeakMap<Planning, ReadonlyMap<string, readonly string[]>>()

/**
 * The file that a repository stands in where it is not the one that it would be created in: whoever moved it, or
 * configured another folder since, wants no second one. `like`: a module that loads others as its users do.
 */
export function movedRepository(
  planning: Planning,
  className: string,
  createdIn: string,
  like: string,
): string | undefined {
  const places = known.get(planning) ?? readRepositories(planning)
  known.set(planning, places)
  const { project } = planning.survey
  const inPackage = (places.get(className) ?? []).filter(
    (path) => manifestOf(planning, path) === manifestOf(planning, createdIn),
  )
  const [path, ...others] = inPackage
  if (path === undefined || path === createdIn || others.length > 0) return undefined
  const opened = project.source(like)
  return opened && isCommonJs(project.source(path)!) === isCommonJs(opened) ? path : undefined
}

function readRepositories({ survey: { project } }: Planning): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>()
  for (const path of new Set(project.graph.importersOfPackage(runtimePackage))) {
    const file =
      isTestFile(path) || !project.text(path)?.includes('Repository') ? undefined : project.source(path)
    for (const { name, declaration } of file?.scopes.topLevelBindings() ?? []) {
      if (!isClass(declaration) || !extendsRepository(project, file!, declaration)) continue
      if (project.exports(path)?.named.has(name) && isInjectable(declaration))
        places.set(name, [...(places.get(name) ?? []), path])
    }
  }
  return places
}

/** True where `inject(…)` can make it: its constructor needs nothing. */
function isInjectable(declaration: Node): boolean {
  if (!isClass(declaration)) return false
  const made = (declaration.body.body as Node[]).find(
    (member) => member.type === 'MethodDefinition' && member.kind === 'constructor',
  )
  if (made?.type !== 'MethodDefinition') return false
  return (made.value as { params: Node[] }).params.every(({ type }) => type === 'AssignmentPattern')
}
