import { importedBinding } from '../survey/imported-binding.js'
import { isClass, type Node, walk } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import type { SourceFile } from '../survey/source-file.js'
import { type Placed, placed, type Stray } from './consistency.js'

export interface ErrorClass {
  readonly at: Placed
  readonly name: string
  /** `file#Name`; absent for a class that extends Error itself. */
  readonly base?: string
}

/** Error classes that start a family beside the largest one. */
export function secondFamilies(classes: readonly ErrorClass[]): Stray[] {
  const sizes = new Map<string, number>()
  const byId = new Map(classes.map((one) => [idOf(one), one]))
  for (const one of classes) {
    let root = one
    for (let depth = 0; root.base !== undefined && depth < 20; depth += 1) {
      const above = byId.get(root.base)
      if (!above) break
      root = above
    }
    if (root.base === undefined) sizes.set(idOf(root), (sizes.get(idOf(root)) ?? 0) + 1)
  }
  const roots = [...sizes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const [largest, ...others] = roots
  // Where none extends another, there is no family to be beside.
  if (!largest || largest[1] < 2) return []
  const family = byId.get(largest[0])!
  return others.map(([id]) => {
    const { at, name } = byId.get(id)!
    return {
      rule: 'second-error-family' as const,
      at,
      detail: `${name} extends Error itself; ${family.name} (${family.at.file}) is the family of ${largest[1]}`,
    }
  })
}

function idOf({ at, name }: ErrorClass): string {
  return `${at.file}#${name}`
}

export function errorClassesOf(project: Project, file: SourceFile): ErrorClass[] {
  const found: ErrorClass[] = []
  if (!file.text.includes('extends')) return found
  walk(file.program, (node) => {
    if (!isClass(node) || node.superClass?.type !== 'Identifier') return true
    const parent = node.superClass as Node & { name: string }
    const name = node.id?.name ?? '(class)'
    const binding = file.scopes.resolve(parent)
    if (!binding) {
      if (parent.name === 'Error') found.push({ at: placed(file, node), name })
      return true
    }
    const imported = importedBinding(project, file, binding)
    const declared = imported?.target && project.declarationOf(imported.target, imported.imported)
    if (declared)
      found.push({
        at: placed(file, node),
        name,
        base: `${declared.file}#${className(declared.export) ?? imported.imported}`,
      })
    else if (!imported) found.push({ at: placed(file, node), name, base: `${file.path}#${binding.name}` })
    return true
  })
  return found
}

function className(exported: { readonly kind: string; readonly node?: Node }): string | undefined {
  return exported.node && isClass(exported.node) ? exported.node.id?.name : undefined
}
