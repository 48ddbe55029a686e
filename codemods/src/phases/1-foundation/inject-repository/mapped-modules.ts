import type { Planning } from '../../../plan/planning.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import { keyName, type Node, rootOf, stringValue, unwrap, walk } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'

interface Mapping {
  readonly pattern: RegExp
  readonly target: string
}

const known = new WeakMap<Planning, readonly Mapping[]>()

/**
 * True where a test runner's configuration puts another module in the place of the one that code has the accessor from, by
 * the specifier it is written with: `moduleNameMapper: { '^@/db$': '<rootDir>/test/fake-db.ts' }`.
 */
export function mappedBy(
  planning: Planning,
  facade: Facade,
  file: SourceFile,
  reference: Node,
): 'nobody' | 'itself' | 'elsewhere' {
  const mappings = known.get(planning) ?? mappingsOf(planning.survey.project)
  known.set(planning, mappings)
  if (mappings.length === 0) return 'nobody'
  const root = rootOf(reference)
  const binding = root.type === 'Identifier' ? file.scopes.resolve(root) : undefined
  const imported = binding && importedBinding(planning.survey.project, file, binding)
  const target = imported?.target
  if (!imported || target === undefined) return 'nobody'
  const isMapped = (specifier: string) =>
    mappings.some((mapping) => mapping.pattern.test(specifier) && !isSame(mapping.target, target))
  if (!isMapped(imported.specifier)) return 'nobody'
  return isMapped(planning.specifier(facade.databaseModule, target)) ? 'itself' : 'elsewhere'
}

function isSame(target: string, module: string): boolean {
  const bare = (path: string) =>
    path.replace(/^(<rootDir>|\.)?\/+/, '').replace(/(\/index)?(\.[cm]?[jt]sx?)?$/, '')
  return `/${bare(target)}`.endsWith(`/${bare(module)}`) || `/${bare(module)}`.endsWith(`/${bare(target)}`)
}

function mappingsOf(project: Project): Mapping[] {
  const found: Mapping[] = []
  const add = (pattern: string, target: string | undefined) => {
    // What the specifier itself says where it leads is an alias.
    if (target === undefined || target.includes('$')) return
    try {
      found.push({ pattern: new RegExp(pattern), target })
    } catch {}
  }
  for (const path of project.manifests) {
    const names = manifestOf(project, path).jest?.moduleNameMapper ?? {}
    for (const [pattern, target] of Object.entries(names)) add(pattern, [target].flat()[0])
  }
  for (const path of project.files) {
    if (!/(^|\/)(jest|vitest)[\w.-]*\.[cm]?[jt]s$/.test(path)) continue
    const file = project.text(path)?.includes('moduleNameMapper') ? project.source(path) : undefined
    if (!file) continue
    walk(file.program, (node) => {
      if (node.type !== 'Property' || keyName(node.key) !== 'moduleNameMapper') return true
      const names = unwrap(node.value as Node)
      if (names.type !== 'ObjectExpression') return false
      for (const entry of names.properties) {
        if (entry.type !== 'Property') continue
        const pattern = keyName(entry.key) ?? stringValue(entry.key as Node)
        if (pattern !== undefined) add(pattern, lastText(entry.value as Node))
      }
      return false
    })
  }
  return found
}

interface Manifest {
  readonly jest?: { readonly moduleNameMapper?: Readonly<Record<string, string | string[]>> }
}

function manifestOf(project: Project, path: string): Manifest {
  try {
    return JSON.parse(project.text(path) ?? '{}') as Manifest
  } catch {
    return {}
  }
}

/** `'<rootDir>/fake.ts'`, and the end of `path.join(__dirname, 'fake.ts')`. */
function lastText(value: Node): string | undefined {
  let found: string | undefined
  walk(value, (node) => {
    const text = stringValue(node)
    if (text !== undefined) found = text
    return true
  })
  return found
}
