import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { isDuckdbPackage } from './duckdb-driver.js'
import { type Export, exportsOf, type ModuleExports } from './exports.js'
import { type FileFacts, factsOfText, readFacts } from './file-facts.js'
import { ModuleGraph } from './module-graph.js'
import { partToJson } from './parse.js'
import { isSourceFile, type ProjectFilesOptions, type ProjectListing, projectFiles } from './project-files.js'
import type { ReadAhead } from './read-ahead.js'
import { readText } from './read-text.js'
import { SourceFile } from './source-file.js'

export interface UnreadableFile {
  readonly file: string
  readonly reason: 'not-utf-8' | 'does-not-parse' | 'component'
  readonly detail: string
}

export interface ProjectOptions extends ProjectFilesOptions {
  readonly tsconfig?: string | undefined
  /** Texts in the place of the files' own, by path; `null` for a file that is taken as gone. */
  readonly overlay?: ReadonlyMap<string, string | null> | undefined
  /** The project's files, where they are known already. */
  readonly listing?: ProjectListing | undefined
  /** What is known of the files already, by path: such files are not read to build the graph. */
  readonly facts?: ReadonlyMap<string, FileFacts> | undefined
  /** Files in which a comment of duckshift may stand, where that is known already. */
  readonly marked?: readonly string[] | undefined
  /** Parses files before they are asked for. */
  readonly ahead?: ReadAhead | undefined
}

/** A project's files and how they import each other; files are parsed when somebody asks for one. */
export class Project {
  readonly root: string
  readonly #overlay: ReadonlyMap<string, string | null>
  readonly unreadable: UnreadableFile[] = []
  readonly #options: ProjectOptions
  #list: Pick<ProjectListing, 'sources' | 'manifests' | 'components' | 'declarations'> | undefined
  readonly #tsconfig: string | undefined
  readonly #known: ReadonlyMap<string, FileFacts>
  readonly #facts = new Map<string, FileFacts>()
  #graph: ModuleGraph | undefined
  #marked: readonly string[] | undefined
  readonly #texts = new Map<string, string>()
  readonly #hashes = new Map<string, string>()
  readonly #parsed = new Map<string, SourceFile | undefined>()
  readonly #exports = new Map<string, ModuleExports>()

  constructor(root: string, options: ProjectOptions = {}) {
    this.root = realpathSync(root)
    this.#overlay = options.overlay ?? new Map()
    this.#options = options
    this.#tsconfig = options.tsconfig
    this.#known = options.facts ?? new Map()
    this.#marked = options.marked
  }

  get files(): readonly string[] {
    return this.#listed.sources
  }

  get components(): readonly string[] {
    return this.#listed.components
  }

  /** Files that only declare types, which no other list names. */
  get declarations(): readonly string[] {
    return this.#listed.declarations
  }

  /** Every `package.json`. */
  get manifests(): readonly string[] {
    return this.#listed.manifests
  }

  get #listed(): Pick<ProjectListing, 'sources' | 'manifests' | 'components' | 'declarations'> {
    if (!this.#list) {
      const { sources, manifests, components, declarations } =
        this.#options.listing ?? projectFiles(this.root, this.#options)
      this.#list = {
        sources: this.#overlay.size === 0 ? sources : overlaid(sources, this.#overlay),
        manifests,
        components,
        declarations,
      }
    }
    return this.#list
  }

  get graph(): ModuleGraph {
    this.#graph ??= this.#buildGraph()
    return this.#graph
  }

  /** Files in which a comment of duckshift may stand. */
  get marked(): readonly string[] {
    this.#marked ??= this.files.filter((file) => this.facts(file)?.marked)
    return this.#marked
  }

  /** Undefined for a file that is gone. */
  facts(file: string): FileFacts | undefined {
    const known = this.#facts.get(file)
    if (known) return known
    const found = this.#readFacts(file)
    if (found) this.#facts.set(file, found)
    if (found && !found.utf8) this.#note(file, 'not-utf-8', 'The bytes are not valid UTF-8.')
    return found
  }

  #readFacts(file: string): FileFacts | undefined {
    const overlaid = this.#overlay.get(file)
    if (overlaid !== undefined) return overlaid === null ? undefined : factsOfText(overlaid)
    const known = this.#known.get(file)
    if (known) return known
    try {
      return readFacts(this.root, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  #buildGraph(): ModuleGraph {
    const graph = new ModuleGraph(this.root, this.files, this.#listed.manifests, this.#tsconfig)
    for (const file of this.files) {
      const facts = this.facts(file)
      if (facts?.utf8) graph.add(file, facts.specifiers)
    }
    return graph
  }

  /** The file's text; undefined when it does not exist or is not UTF-8. */
  text(file: string): string | undefined {
    return this.#read(file)
  }

  /** SHA-256 of every file whose text somebody asked for, hex, by path. */
  get hashes(): ReadonlyMap<string, string> {
    return this.#hashes
  }

  /** Forgets a file's text and syntax tree; who asks for them again reads the file again. */
  release(file: string): void {
    this.#texts.delete(file)
    this.#parsed.delete(file)
    this.#exports.delete(file)
  }

  /** Forgets every syntax tree; who asks for one again has the file parsed again. */
  releaseTrees(): void {
    this.#parsed.clear()
    this.#exports.clear()
  }

  /** The parsed file; undefined when it cannot be read or parsed, which `unreadable` then tells. */
  source(file: string): SourceFile | undefined {
    if (!this.#parsed.has(file)) this.#parsed.set(file, this.#parse(file))
    return this.#parsed.get(file)
  }

  /** What `use` makes of the parsed file, which is forgotten again unless somebody had read it before. */
  visit<T>(file: string, use: (source: SourceFile) => T): T | undefined {
    const wasRead = this.#parsed.has(file)
    const source = this.source(file)
    try {
      return source && use(source)
    } finally {
      if (!wasRead) this.release(file)
    }
  }

  exports(file: string): ModuleExports | undefined {
    const known = this.#exports.get(file)
    if (known) return known
    const source = this.source(file)
    if (!source) return undefined
    const found = exportsOf(source)
    this.#exports.set(file, found)
    return found
  }

  /** Follows an exported name through re-exports to the module that declares it. */
  declarationOf(
    file: string,
    name: string,
    seen = new Set<string>(),
  ): { file: string; export: Export } | undefined {
    const key = `${file}#${name}`
    if (seen.has(key)) return undefined
    seen.add(key)
    const found = this.exports(file)
    if (!found) return undefined
    const named = found.named.get(name)
    if (named?.kind === 'local') return { file, export: named }
    if (named) {
      const target = this.graph.resolve(file, named.from)
      return target ? this.declarationOf(target, named.imported, seen) : undefined
    }
    for (const star of found.stars) {
      const target = this.graph.resolve(file, star)
      const declared = target && this.declarationOf(target, name, seen)
      if (declared) return declared
    }
    return undefined
  }

  /** The driver's package that an exported name comes from, through re-exports, and its name there. */
  driverExport(
    file: string,
    name: string,
    seen = new Set<string>(),
  ): { readonly specifier: string; readonly imported: string } | undefined {
    const key = `${file}#${name}`
    const found = seen.has(key) ? undefined : this.exports(file)
    seen.add(key)
    const named = found?.named.get(name)
    if (!found || named?.kind === 'local') return undefined
    const sources = named
      ? [{ from: named.from, imported: named.imported }]
      : found.stars.map((from) => ({ from, imported: name }))
    for (const { from, imported } of sources) {
      if (isDuckdbPackage(from)) return { specifier: from, imported }
      const target = this.graph.resolve(file, from)
      const driver = target && this.driverExport(target, imported, seen)
      if (driver) return driver
    }
    return undefined
  }

  #read(file: string): string | undefined {
    const known = this.#texts.get(file)
    if (known !== undefined) return known
    const laid = this.#overlay.get(file)
    if (laid === null) return undefined
    if (laid !== undefined) {
      this.#hashes.set(file, createHash('sha256').update(laid).digest('hex'))
      this.#texts.set(file, laid)
      return laid
    }
    try {
      const { text, hash } = readText(this.root, file)
      this.#hashes.set(file, hash)
      this.#texts.set(file, text)
      return text
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      if (!(error instanceof TypeError)) throw error
      this.#note(file, 'not-utf-8', 'The bytes are not valid UTF-8.')
      return undefined
    }
  }

  /** Files whose syntax trees will be asked for, in this order; of some, the part that has to do with `sourcesIn`. */
  expect(
    files: readonly string[],
    sourcesIn: (file: string) => readonly string[] | undefined = () => undefined,
  ): void {
    const { ahead } = this.#options
    if (!ahead || this.#overlay.size > 0) return
    const left = files.filter((file) => !this.#parsed.has(file))
    ahead.parseNext(
      left,
      left.map((file) => sourcesIn(file) ?? null),
    )
  }

  /**
   * At least the part of a file that can have to do with what specifiers of its imports stand for. Until the file is
   * released, `source` gives no more.
   */
  part(file: string, sources: readonly string[]): SourceFile | undefined {
    if (!this.#parsed.has(file)) this.#parsed.set(file, this.#parse(file, sources))
    return this.#parsed.get(file)
  }

  #parse(file: string, sources?: readonly string[]): SourceFile | undefined {
    const ahead = this.#options.ahead?.parsed(file)
    if (ahead && (sources || !ahead.isPart)) {
      this.#hashes.set(file, ahead.hash)
      this.#texts.set(file, ahead.text)
      return new SourceFile(file, ahead.text, ahead.hash, ahead.json)
    }
    const text = this.#read(file)
    if (text === undefined) return undefined
    try {
      const json = sources && partToJson(file, text, sources)
      return new SourceFile(file, text, this.#hashes.get(file) ?? '', json)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      this.#note(file, 'does-not-parse', error.message)
      return undefined
    }
  }

  #note(file: string, reason: UnreadableFile['reason'], detail: string): void {
    if (!this.unreadable.some((entry) => entry.file === file)) this.unreadable.push({ file, reason, detail })
  }
}

function overlaid(files: readonly string[], overlay: ReadonlyMap<string, string | null>): string[] {
  const all = new Set(files.filter((file) => overlay.get(file) !== null))
  for (const [file, text] of overlay) if (text !== null && isSourceFile(file)) all.add(file)
  return [...all].sort()
}
