import type { Planning } from '../../../plan/planning.js'
import { inheritsRepository } from '../../../repositories/extends-repository.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import { isClass } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'

/**
 * True where a repository of that name in that file would meet another class: one written by hand, which has no
 * database that methods could be added to, or one that code with statements knows by the name.
 */
export function isTakenClassName(planning: Planning, className: string, path: string): boolean {
  const { project } = planning.survey
  const file = project.source(path)
  const declaration = file?.scopes.topLevel(className)?.declaration
  if (file && isClass(declaration) && !inheritsRepository(project, file, declaration)) return true
  return [...(namesOf(planning).get(className) ?? [])].some((declaredIn) => declaredIn !== path)
}

const known = new WeakMap<Planning, ReadonlyMap<string, ReadonlySet<string>>>()

/** Where the files with usages have the classes from that they call repositories, by name. */
function namesOf(planning: Planning): ReadonlyMap<string, ReadonlySet<string>> {
  const found = known.get(planning) ?? readNames(planning)
  known.set(planning, found)
  return found
}

function readNames({ survey: { project, usages } }: Planning): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>()
  const files = new Set(usages.flatMap((usage) => (usage.inTest ? [] : [usage.file])))
  for (const path of files) {
    if (!project.text(path)?.includes('Repository')) continue
    const file = project.source(path)
    for (const binding of file?.scopes.topLevelBindings() ?? []) {
      if (!binding.name.endsWith('Repository')) continue
      names.set(binding.name, (names.get(binding.name) ?? new Set()).add(declaredIn(file!, binding)))
    }
  }
  return names

  function declaredIn(file: SourceFile, binding: Parameters<typeof importedBinding>[2]): string {
    const imported = importedBinding(project, file, binding)
    if (!imported) return file.path
    const { target, specifier } = imported
    return target === undefined
      ? specifier
      : (project.declarationOf(target, imported.imported)?.file ?? target)
  }
}
