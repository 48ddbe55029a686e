import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

interface Manifest {
  readonly name?: string
  readonly main?: unknown
  readonly module?: unknown
  readonly source?: unknown
  readonly types?: unknown
  readonly exports?: unknown
  readonly imports?: unknown
}

interface WorkspacePackage {
  readonly folder: string
  readonly manifest: Manifest
}

const conditions = ['source', 'development', 'types', 'import', 'node', 'require', 'default']

/** The project's own packages by name, whether or not they are linked into node_modules. */
export class WorkspacePackages {
  readonly #byName = new Map<string, WorkspacePackage>()
  readonly #byFolder = new Map<string, WorkspacePackage>()

  constructor(root: string, manifests: readonly string[]) {
    for (const path of manifests) {
      let manifest: Manifest
      try {
        manifest = JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest
      } catch {
        continue
      }
      const found = { folder: posix.dirname(path), manifest }
      this.#byFolder.set(found.folder, found)
      if (typeof manifest.name === 'string') this.#byName.set(manifest.name, found)
    }
  }

  /** Paths, relative to the root, that a specifier may mean in a folder: built files as the manifest names them. */
  candidates(folder: string, specifier: string): string[] {
    if (specifier.startsWith('#')) {
      const own = this.#nearest(folder)
      return own
        ? targetsOf(own.manifest.imports, specifier).map((target) => posix.join(own.folder, target))
        : []
    }
    const [scope, second] = specifier.split('/')
    const name = specifier.startsWith('@') ? `${scope}/${second}` : scope!
    const found = this.#byName.get(name)
    if (!found) return []
    const below = specifier.slice(name.length + 1)
    const { manifest } = found
    const named = targetsOf(manifest.exports, below ? `./${below}` : '.')
    const entries = below
      ? [...named, below, posix.join('src', below)]
      : [
          ...named,
          manifest.source,
          manifest.module,
          manifest.main,
          manifest.types,
          'src/index',
          'index',
          'src/main',
        ]
    return entries.flatMap((entry) => (typeof entry === 'string' ? [posix.join(found.folder, entry)] : []))
  }

  #nearest(folder: string): WorkspacePackage | undefined {
    for (let current = folder; ; current = posix.dirname(current)) {
      const found = this.#byFolder.get(current)
      if (found || current === '.') return found
    }
  }
}

/** What `exports` or `imports` maps a name to, under every condition, the source first. */
function targetsOf(map: unknown, name: string): string[] {
  if (
    name === '.' &&
    (typeof map === 'string' || (isRecord(map) && !Object.keys(map).some((key) => key.startsWith('.'))))
  )
    return flat(map)
  if (!isRecord(map)) return []
  if (map[name] !== undefined) return flat(map[name])
  for (const [pattern, value] of Object.entries(map)) {
    const star = pattern.indexOf('*')
    if (star < 0) continue
    const before = pattern.slice(0, star)
    const after = pattern.slice(star + 1)
    if (!name.startsWith(before) || !name.endsWith(after)) continue
    const match = name.slice(before.length, name.length - after.length)
    return flat(value).map((target) => target.replace('*', () => match))
  }
  return []
}

function flat(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(flat)
  if (!isRecord(value)) return []
  const known = conditions.flatMap((condition) => flat(value[condition]))
  const others = Object.entries(value).flatMap(([key, inner]) =>
    conditions.includes(key) ? [] : flat(inner),
  )
  return [...known, ...others]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
