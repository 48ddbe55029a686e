import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { DeadCodeFinding } from '../model.js'
import type { Project } from '../survey/project.js'
import { startsPrograms } from './entry-points.js'
import type { FileFacts } from './file-facts.js'
import { packageName, type Reach } from './reach.js'
import type { Surroundings } from './surroundings.js'
import type { Removal } from './verdict.js'

interface Sources {
  readonly project: Project
  readonly facts: ReadonlyMap<string, FileFacts>
  readonly reach: Reach
  readonly surroundings: Surroundings
}

interface Manifest {
  readonly name?: string
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** Packages that neither the code nor scripts nor configuration use. */
export function* unusedDependencies(sources: Sources): Iterable<[DeadCodeFinding, Removal]> {
  const { surroundings } = sources
  const manifests = surroundings.paths.filter((path) => posix.basename(path) === 'package.json')
  const folders = manifests.map((path) => posix.dirname(path))
  for (const path of manifests) {
    const manifest = surroundings.json(path) as Manifest | undefined
    if (typeof manifest !== 'object' || manifest === null) continue
    const uses = new PackageUses(sources, path, folders, manifest)
    for (const section of ['dependencies', 'devDependencies'] as const) {
      const names = manifest[section]
      if (typeof names !== 'object' || names === null) continue
      for (const name of Object.keys(names)) {
        if (uses.has(name)) continue
        yield [
          findingOf(surroundings.text(path), path, section, name, uses.doubt(name)),
          { kind: 'dependency', name },
        ]
      }
    }
  }
}

function findingOf(
  text: string,
  file: string,
  section: string,
  name: string,
  doubt: string | undefined,
): DeadCodeFinding {
  const at = text.indexOf(`"${name}"`, Math.max(0, text.indexOf(`"${section}"`)))
  const before = text.slice(0, Math.max(0, at))
  return {
    id: `dependency:${file}#${name}`,
    kind: 'dependency',
    file,
    line: before.split('\n').length,
    column: before.length - before.lastIndexOf('\n'),
    name,
    because: 'No living file imports it, and neither scripts nor configuration name it.',
    ...(doubt && { uncertain: doubt }),
  }
}

const usedByConvention = /^(typescript|@types\/node|tslib)$/
const pluggedIn = /plugin|preset|config|loader|adapter|reporter|coverage|theme|polyfill|transform/

class PackageUses {
  readonly #sources: Sources
  readonly #folder: string
  readonly #used = new Set<string>()
  readonly #listed: ReadonlySet<string>
  readonly #words: ReadonlySet<string>
  readonly #settings: string

  constructor(sources: Sources, path: string, folders: readonly string[], manifest: Manifest) {
    this.#sources = sources
    this.#folder = posix.dirname(path)
    const isRoot = this.#folder === '.'
    const nearest = (file: string) =>
      folders
        .filter((folder) => folder === '.' || file.startsWith(`${folder}/`))
        .sort((a, b) => b.length - a.length)[0] ?? '.'
    for (const [name, users] of sources.reach.packages)
      if (isRoot || [...users].some((file) => nearest(file) === this.#folder)) this.#used.add(name)
    // JSX is compiled into calls of it, which no import tells of.
    const hasJsx = (file: string) => /\.[jt]sx$/.test(file) && (isRoot || nearest(file) === this.#folder)
    if (sources.project.files.some(hasJsx)) this.#used.add('react')
    // Components are read for what they import of the project; of packages, their text tells enough.
    this.#settings = settingsText(sources, this.#folder, manifest)
    const hasRoot = sources.surroundings.paths.includes('package.json')
    const root = hasRoot ? (sources.surroundings.json('package.json') as Manifest | undefined) : undefined
    const scripts = [manifest, root].flatMap((own) => Object.values(own?.scripts ?? {}))
    const workflows = sources.surroundings.paths
      .filter((other) => startsPrograms.test(other))
      .map((other) => sources.surroundings.text(other))
    for (const [file, { strings }] of sources.facts)
      if (isRoot || nearest(file) === this.#folder) this.#addFolders(strings)
    this.#addFolders([...scripts, ...workflows])
    this.#words = new Set([...scripts, ...workflows].join(' ').split(/[\s'"=;&|()]+/))
    this.#listed = new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }))
    this.#addPeers(manifest)
  }

  has(name: string): boolean {
    if (this.#used.has(name) || usedByConvention.test(name)) return true
    if (this.#words.has(name) || this.#commandsOf(name).some((command) => this.#words.has(command)))
      return true
    if (name.startsWith('@types/')) {
      return this.#used.has(typedPackage(name)!) || this.#settings.includes(`"${name.slice(7)}"`)
    }
    return this.#settings.includes(name)
  }

  doubt(name: string): string | undefined {
    const typed = typedPackage(name)
    if (typed !== undefined && this.#listed.has(typed)) return undefined
    if (typed !== undefined || pluggedIn.test(name))
      return 'Its name is that of something a tool loads by itself.'
    return this.#manifestOf(name) === undefined &&
      !existsSync(join(this.#sources.project.root, 'node_modules'))
      ? 'It is not installed, so the commands it brings could not be looked at.'
      : undefined
  }

  /** `node_modules/name/file` */
  #addFolders(texts: readonly string[]): void {
    for (const text of texts)
      for (const [, name] of text.matchAll(/\bnode_modules[/\\]+((?:@[\w.-]+[/\\])?[\w.-]+)/g))
        this.#used.add(name!.replace('\\', '/'))
  }

  /** What used packages ask to have beside them. */
  #addPeers(manifest: Manifest): void {
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })) {
      if (!this.has(name)) continue
      // What it loads when it is there may be named among the notes alone: the drivers of an ORM.
      const { peerDependencies, peerDependenciesMeta } = this.#manifestOf(name) ?? {}
      for (const peer of Object.keys({ ...peerDependencies, ...peerDependenciesMeta })) this.#used.add(peer)
    }
  }

  #commandsOf(name: string): string[] {
    const bin = this.#manifestOf(name)?.bin
    if (typeof bin === 'string') return [name.slice(name.lastIndexOf('/') + 1)]
    return typeof bin === 'object' && bin !== null
      ? Object.keys(bin)
      : [name.slice(name.lastIndexOf('/') + 1)]
  }

  #manifestOf(name: string): InstalledManifest | undefined {
    for (let folder = this.#folder; ; folder = posix.dirname(folder)) {
      const path = join(this.#sources.project.root, folder, 'node_modules', name, 'package.json')
      if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'))
      if (folder === '.') return undefined
    }
  }
}

interface InstalledManifest {
  readonly bin?: unknown
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, unknown>>
}

/** `@types/a__b` types `@a/b`. */
function typedPackage(name: string): string | undefined {
  return name.startsWith('@types/') ? name.slice(7).replace(/^(.+)__(.+)$/, '@$1/$2') : undefined
}

/** Everything that configures tools: other files than sources, configuration modules, and the manifest's own settings. */
function settingsText({ facts, surroundings }: Sources, folder: string, manifest: Manifest): string {
  const inside = folder === '.' ? '' : `${folder}/`
  const texts: string[] = []
  for (const path of surroundings.paths) {
    if (posix.basename(path) === 'package.json' || !(path.startsWith(inside) || !path.includes('/'))) continue
    // Prose names packages that nothing loads.
    if (path.endsWith('.md')) continue
    if (/\.(vue|svelte|astro|mdx|html)$/.test(path)) texts.push(surroundings.text(path))
    else if (surroundings.text(path).length < 500_000) texts.push(surroundings.text(path))
  }
  for (const [file, own] of facts)
    if (/(^|\/)(\.\w+rc|[\w.-]+\.config(\.\w+)?)\.[cm]?[jt]s$|(^|\/)\.(storybook|config)\//.test(file))
      texts.push(own.strings.map((text) => `"${text}" ${packageName(text)}`).join(' '))
  const { dependencies: _, devDependencies: __, ...settings } = manifest as Record<string, unknown>
  const { peerDependencies: ___, optionalDependencies: ____, scripts: _____, ...others } = settings
  texts.push(JSON.stringify(others))
  return texts.join('\n')
}
