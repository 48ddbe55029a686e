import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { type Export, exportsOf, type ModuleExports } from './exports.js'
import { importSpecifiers, ModuleGraph } from './module-graph.js'
import { isSourceFile, type ProjectFilesOptions, projectFiles } from './project-files.js'
import { readText, SourceFile } from './source-file.js'

export interface UnreadableFile {
  readonly file: string
  readonly reason: 'not-utf-8' | 'does-not-parse'
  readonly detail: string
}

export interface ProjectOptions extends ProjectFilesOptions {
  readonly tsconfig?: string | undefined
  /** Texts in the place of the files' own, by path; `null` for a file that is taken as gone. */
  readonly overlay?: ReadonlyMap<string, string | null> | undefined
}

/** A project's files and how they import each other; files are parsed when somebody asks for one. */
export class Project {
  readonly root: string
  readonly #overlay: ReadonlyMap<string, string | null>
  readonly files: readonly string[]
  readonly graph: ModuleGraph
  readonly unreadable: UnreadableFile[] = []
  readonly #texts = new Map<string, { readonly text: string; readonly hash: string }>()
  readonly #parsed = new Map<string, SourceFile | undefined>()
  readonly #exports = new Map<string, ModuleExports>()

  constructor(root: string, options: ProjectOptions = {}) {
    this.root = realpathSync(root)
    this.#overlay = options.overlay ?? new Map()
    const files = projectFiles(this.root, options)
    this.files = this.#overlay.size === 0 ? files : overlaid(files, this.#overlay)
    this.graph = new ModuleGraph(this.root, this.files, options.tsconfig)
    for (const file of this.files) {
      const text = this.text(file)
      if (text !== undefined) this.graph.add(file, importSpecifiers(text))
    }
  }

  /** The file's text; undefined when it does not exist or is not UTF-8. */
  text(file: string): string | undefined {
    return this.#read(file)?.text
  }

  hash(file: string): string | undefined {
    return this.#read(file)?.hash
  }

  /** The parsed file; undefined when it cannot be read or parsed, which `unreadable` then tells. */
  source(file: string): SourceFile | undefined {
    if (!this.#parsed.has(file)) this.#parsed.set(file, this.#parse(file))
    return this.#parsed.get(file)
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

  #read(file: string): { readonly text: string; readonly hash: string } | undefined {
    const known = this.#texts.get(file)
    if (known) return known
    const laid = this.#overlay.get(file)
    if (laid === null) return undefined
    if (laid !== undefined) {
      const read = { text: laid, hash: createHash('sha256').update(laid).digest('hex') }
      this.#texts.set(file, read)
      return read
    }
    try {
      const read = readText(this.root, file)
      this.#texts.set(file, read)
      return read
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      if (!(error instanceof TypeError)) throw error
      this.#note(file, 'not-utf-8', 'The bytes are not valid UTF-8.')
      return undefined
    }
  }

  #parse(file: string): SourceFile | undefined {
    const read = this.#read(file)
    if (!read) return undefined
    try {
      return new SourceFile(file, read.text, read.hash)
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
