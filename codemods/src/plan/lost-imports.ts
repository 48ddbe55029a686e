import type { ModuleExportName } from 'oxc-parser'
import { exportsOf, type ModuleExports, requiredImport } from '../survey/exports.js'
import { type Node, walk } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import { isCode } from '../survey/project-files.js'
import { SourceFile } from '../survey/source-file.js'
import type { PlacedDiagnostic } from './settle.js'

/** What JavaScript files import that is exported no more: the checker tells of TypeScript alone, and it fails when it is loaded. */
export function lostImports(project: Project, files: ReadonlyMap<string, string | null>): PlacedDiagnostic[] {
  const found: PlacedDiagnostic[] = []
  for (const [module, text] of files) {
    const importers = [...project.graph.importersOf(module)].filter((path) => /\.[cm]?jsx?$/.test(path))
    // Most modules of a TypeScript project end here, without being parsed.
    if (importers.length === 0 || !isCode(module)) continue
    const lost = lostExports(project, module, text)
    if (!lost || (lost.size === 0 && text !== null)) continue
    for (const importer of importers) {
      const own = files.has(importer) ? files.get(importer) : project.text(importer)
      if (own === null || own === undefined) continue
      const source = parsed(importer, own)
      if (!source) continue
      for (const { node, from, name } of importsOf(source)) {
        if (project.graph.resolve(importer, from) !== module) continue
        if (text !== null && (name === undefined || !lost.has(name))) continue
        const message =
          text === null
            ? `Cannot find module '${from}'.`
            : `Module '${from}' has no exported member '${name}'.`
        const { line, column } = source.position(node.start)
        const { start, end } = node
        found.push({ file: importer, line, column, code: text === null ? 2307 : 2305, message, start, end })
      }
    }
  }
  return found
}

/** Names; undefined where what the module exports cannot be told. */
function lostExports(project: Project, module: string, text: string | null): Set<string> | undefined {
  const before = project.exports(module)
  const after = text === null ? undefined : parsed(module, text)
  if (!before || (text !== null && !after)) return undefined
  const kept = after && exportsOf(after)
  if (isOpen(before) || (kept && (isOpen(kept) || kept.stars.length > 0))) return undefined
  return new Set([...before.named.keys()].filter((name) => !kept?.named.has(name)))
}

/** True for `module.exports = value`, whose properties only running it tells. */
function isOpen({ assigned }: ModuleExports): boolean {
  return assigned !== undefined && assigned.type !== 'ObjectExpression'
}

function parsed(path: string, text: string): SourceFile | undefined {
  try {
    return new SourceFile(path, text, '')
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

interface Import {
  readonly node: Node
  readonly from: string
  /** Absent for whole modules. */
  readonly name?: string
}

function importsOf(source: SourceFile): Import[] {
  const found: Import[] = []
  for (const statement of source.program.body as Node[]) {
    if (statement.type === 'ImportDeclaration') {
      const from = statement.source.value
      if (statement.specifiers.length === 0) found.push({ node: statement, from })
      for (const specifier of statement.specifiers as Node[]) {
        const name =
          specifier.type === 'ImportSpecifier'
            ? nameOf(specifier.imported)
            : specifier.type === 'ImportDefaultSpecifier'
              ? 'default'
              : undefined
        found.push({ node: specifier, from, ...(name !== undefined && { name }) })
      }
    } else if (statement.type === 'ExportNamedDeclaration' && statement.source) {
      for (const specifier of statement.specifiers)
        found.push({ node: specifier, from: statement.source.value, name: nameOf(specifier.local) })
    } else if (statement.type === 'ExportAllDeclaration')
      found.push({ node: statement, from: statement.source.value })
  }
  walk(source.program as Node, (node) => {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'ObjectPattern') return true
    for (const property of node.id.properties) {
      const local =
        property.type === 'Property' && property.value.type === 'Identifier' ? property.value : undefined
      const required = local && requiredImport(node, local.name)
      if (required) found.push({ node: property, from: required.from, name: required.imported })
    }
    return true
  })
  return found
}

function nameOf(name: ModuleExportName): string {
  return name.type === 'Literal' ? name.value : name.name
}
