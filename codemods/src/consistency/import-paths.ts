import { posix } from 'node:path'
import { importedBinding } from '../survey/imported-binding.js'
import { isClass, type Node } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import { isTestFile } from '../survey/project-files.js'
import type { SourceFile } from '../survey/source-file.js'
import type { Stray } from './consistency.js'

interface Import {
  readonly file: SourceFile
  readonly node: Node
  /** The module that is imported from. */
  readonly from: string
}

/** Repositories, tokens and error classes that some files import from one module, and some from another. */
export function importPaths(project: Project, files: readonly SourceFile[]): Stray[] {
  const strays: Stray[] = []
  for (const file of files) {
    const names = concernsOf(project, file)
    if (names.size === 0) continue
    const imports = importsOf(project, file.path, names)
    for (const [name, own] of imports) strays.push(...minority(name, own, file.path))
  }
  return strays
}

/** Exported names of the data layer and of the errors. */
function concernsOf(project: Project, file: SourceFile): Set<string> {
  const names = new Set<string>()
  for (const [name, exported] of project.exports(file.path)?.named ?? []) {
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

function importsOf(project: Project, module: string, names: ReadonlySet<string>): Map<string, Import[]> {
  const found = new Map<string, Import[]>()
  const seen = new Set<string>([module])
  const pending = [module]
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    for (const importer of project.graph.importersOf(path)) {
      if (seen.has(importer) || isTestFile(importer)) continue
      seen.add(importer)
      const source = project.source(importer)
      if (!source) continue
      const hands = [...(project.exports(importer)?.named.values() ?? [])].some(
        ({ kind }) => kind === 're-export',
      )
      if (hands || (project.exports(importer)?.stars.length ?? 0) > 0) pending.push(importer)
      for (const binding of source.scopes.bindings()) {
        const imported = binding.kind === 'import' ? importedBinding(project, source, binding) : undefined
        if (!imported?.target || imported.imported === '*') continue
        const declared = project.declarationOf(imported.target, imported.imported)
        if (declared?.file !== module || !names.has(declared.export.name)) continue
        const { name } = declared.export
        found.set(name, [
          ...(found.get(name) ?? []),
          { file: source, node: binding.declaration, from: imported.target },
        ])
      }
    }
  }
  return found
}

/** Files of the module's own folder may import it as they like: a barrel there imports them. */
function minority(name: string, imports: readonly Import[], module: string): Stray[] {
  const folder = posix.dirname(module)
  const outside = imports.filter(({ file }) => !file.path.startsWith(`${folder}/`))
  const counts = new Map<string, number>()
  for (const { from } of outside) counts.set(from, (counts.get(from) ?? 0) + 1)
  if (counts.size < 2) return []
  const [[usual]] = [...counts].sort(
    (a, b) => b[1] - a[1] || Number(b[0] === module) - Number(a[0] === module),
  ) as [[string, number]]
  return outside
    .filter(({ from }) => from !== usual)
    .map(({ file, node, from }) => ({
      rule: 'import-path' as const,
      file,
      node,
      detail: `${name} comes from ${from} here, from ${usual} in ${counts.get(usual)} ${counts.get(usual) === 1 ? 'place' : 'places'}`,
    }))
}
