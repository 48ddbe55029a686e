import { isCommonJs } from '../../../edits/code-style.js'
import type { Planning } from '../../../plan/planning.js'
import { extendsRepository, runtimePackage } from '../../../repositories/extends-repository.js'
import { isClass, type Node } from '../../../survey/nodes.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { manifestOf } from '../facade-accessor/driver-facade.js'

interface Found {
  readonly className: string
  readonly path: string
  /** The table that its docstring says it is about. */
  readonly table: string | undefined
}

const known = new WeakMap<Planning, readonly Found[]>()

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
  const found = inPackageOf(planning, createdIn).filter((each) => each.className === className)
  const only = onlyOne(planning, found, like)
  return only?.path === createdIn ? undefined : only?.path
}

/** The repository of a table that has another name by now: what its docstring says has stayed. */
export function renamedRepository(
  planning: Planning,
  table: string,
  createdIn: string,
  like: string,
): { readonly className: string; readonly file: string } | undefined {
  const found = inPackageOf(planning, createdIn).filter((each) => each.table === table)
  const only = onlyOne(planning, found, like)
  return only && { className: only.className, file: only.path }
}

function inPackageOf(planning: Planning, createdIn: string): Found[] {
  const found = known.get(planning) ?? readRepositories(planning)
  known.set(planning, found)
  return found.filter(({ path }) => manifestOf(planning, path) === manifestOf(planning, createdIn))
}

function onlyOne({ survey }: Planning, [only, ...others]: readonly Found[], like: string): Found | undefined {
  const opened = only && others.length === 0 ? survey.project.source(like) : undefined
  return opened && isCommonJs(survey.project.source(only!.path)!) === isCommonJs(opened) ? only : undefined
}

function readRepositories({ survey: { project } }: Planning): readonly Found[] {
  const found: Found[] = []
  for (const path of new Set(project.graph.importersOfPackage(runtimePackage))) {
    const file =
      isTestFile(path) || !project.text(path)?.includes('Repository') ? undefined : project.source(path)
    for (const { name, declaration } of file?.scopes.topLevelBindings() ?? []) {
      if (!isClass(declaration) || !extendsRepository(project, file!, declaration)) continue
      if (project.exports(path)?.named.has(name) && isInjectable(declaration))
        found.push({ className: name, path, table: tableIn(file!, declaration) })
    }
  }
  return found
}

function tableIn({ comments, text }: SourceFile, declaration: Node): string | undefined {
  const above = comments.findLast(({ end }) => end <= declaration.start)
  const isItsOwn =
    above &&
    /^\s*(?:export\s+(?:default\s+)?)?(?:abstract\s+)?$/.test(text.slice(above.end, declaration.start))
  return isItsOwn ? /Data access to `([^`]+)`/.exec(above.value)?.[1] : undefined
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
