import { posix } from 'node:path'
import { exportsOf } from '../survey/exports.js'
import { importedBinding } from '../survey/imported-binding.js'
import { isClass, type Node } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import { isTestFile } from '../survey/project-files.js'
import type { SourceFile } from '../survey/source-file.js'
import { type Placed, placed, type Stray } from './consistency.js'

interface Import {
  readonly at: Placed
  /** The module that is imported from. */
  readonly from: string
}

/**
 * Repositories, tokens and error classes that some files import from one module, and some from another. `concerns`:
 * their names, by the module that declares them.
 */
export function importPaths(project: Project, concerns: ReadonlyMap<string, ReadonlySet<string>>): Stray[] {
  const strays: Stray[] = []
  for (const [module, names] of concerns) {
    if (names.size === 0) continue
    const handing = [module, ...handedOnBy(project, module)]
    // Nothing but the module itself has them.
    if (handing.length === 1) continue
    for (const [name, imports] of importsOf(project, module, handing, names))
      strays.push(...minority(name, imports, module))
  }
  return strays
}

/** Exported names of the data layer and of the errors. */
export function concernsOf(file: SourceFile): Set<string> {
  const names = new Set<string>()
  for (const [name, exported] of exportsOf(file).named) {
    if (exported.kind !== 'local' || name === 'default') continue
    const { node } = exported
    const isOne =
      (isClass(node) &&
        /^(Repository|\w*Error)$/.test(node.superClass ? file.textOf(node.superClass as Node) : '')) ||
      (node.type === 'VariableDeclarator' &&
        /^createToken\b/.test(node.init ? file.textOf(node.init as Node) : ''))
    if (isOne) names.add(name)
  }
  return names
}

/** Modules that re-export what a module exports, or some of it. */
function handedOnBy(project: Project, module: string): string[] {
  const found = new Set<string>()
  const pending = [module]
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    for (const importer of project.graph.importersOf(path)) {
      if (importer === module || found.has(importer) || isTestFile(importer)) continue
      const exports = mayHandOn.test(project.text(importer) ?? '') && project.visit(importer, exportsOf)
      if (!exports) continue
      const hands = [...exports.named.values()].some(({ kind }) => kind === 're-export')
      if (!hands && exports.stars.length === 0) continue
      found.add(importer)
      pending.push(importer)
    }
  }
  return [...found]
}

const mayHandOn = /\bexport\s*(type\s*)?[*{]/

function importsOf(
  project: Project,
  module: string,
  handing: readonly string[],
  names: ReadonlySet<string>,
): Map<string, Import[]> {
  const found = new Map<string, Import[]>()
  const importers = new Set(handing.flatMap((path) => project.graph.importersOf(path)))
  importers.delete(module)
  for (const importer of importers) {
    if (isTestFile(importer)) continue
    project.visit(importer, (source) => {
      for (const binding of source.scopes.bindings()) {
        const imported = binding.kind === 'import' ? importedBinding(project, source, binding) : undefined
        if (!imported?.target || imported.imported === '*') continue
        const declared = project.declarationOf(imported.target, imported.imported)
        if (declared?.file !== module || !names.has(declared.export.name)) continue
        const { name } = declared.export
        const own = { at: placed(source, binding.declaration), from: imported.target }
        found.set(name, [...(found.get(name) ?? []), own])
      }
    })
  }
  return found
}

/** Files of the module's own folder may import it as they like: a barrel there imports them. */
function minority(name: string, imports: readonly Import[], module: string): Stray[] {
  const folder = posix.dirname(module)
  const outside = imports.filter(({ at }) => !at.file.startsWith(`${folder}/`))
  const counts = new Map<string, number>()
  for (const { from } of outside) counts.set(from, (counts.get(from) ?? 0) + 1)
  if (counts.size < 2) return []
  const [[usual]] = [...counts].sort(
    (a, b) => b[1] - a[1] || Number(b[0] === module) - Number(a[0] === module),
  ) as [[string, number]]
  return outside
    .filter(({ from }) => from !== usual)
    .map(({ at, from }) => ({
      rule: 'import-path' as const,
      at,
      detail: `${name} comes from ${from} here, from ${usual} in ${counts.get(usual)} ${counts.get(usual) === 1 ? 'place' : 'places'}`,
    }))
}
