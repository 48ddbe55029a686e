import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { version } from 'typescript'
import type { Node } from 'typescript/unstable/ast'
import { API, type Project, type Snapshot, type Type, TypeFlags } from 'typescript/unstable/sync'
import type { Diagnostic } from '../model.js'
import type { Oracle, SymbolPlace, TypeInfo } from './oracle.js'

export interface VirtualPackage {
  readonly name: string
  /** Folder of the real package. */
  readonly directory: string
}

export interface Typescript7Options {
  readonly root: string
  /** Absolute path of the configuration file. */
  readonly tsconfig: string
  /** Text of the configuration where there is none on disk. */
  readonly virtualTsconfig?: string | undefined
  /** Packages to show in node_modules while the project has not installed them. */
  readonly virtualPackages?: readonly VirtualPackage[]
}

type Located = Diagnostic & SymbolPlace

/** TypeScript 7 through its API, which is marked unstable: pinned, and used nowhere else. */
export class Typescript7Oracle implements Oracle {
  readonly checker = `typescript ${version}`
  readonly configurationProblems: readonly string[]
  readonly #root: string
  readonly #api: API
  readonly #tsconfig: string
  readonly #overlay = new Map<string, string | null>()
  #snapshot: Snapshot
  #project: Project

  constructor({ root, tsconfig, virtualTsconfig, virtualPackages = [] }: Typescript7Options) {
    this.#root = root
    this.#tsconfig = tsconfig
    const shown = new VirtualFiles(root, virtualPackages, this.#overlay)
    if (virtualTsconfig !== undefined) shown.fixed.set(tsconfig, virtualTsconfig)
    this.#api = new API({ cwd: root, fs: shown })
    this.#snapshot = this.#api.updateSnapshot({ openProjects: [tsconfig] })
    this.#project = this.#currentProject()
    this.configurationProblems = this.#project.program
      .getProgramDiagnostics()
      .filter((problem) => problem.code >= 5000 && problem.code < 6000)
      .map((problem) => `TS${problem.code}: ${problem.text}`)
  }

  knows(file: string): boolean {
    return this.#project.program.getSourceFile(join(this.#root, file)) !== undefined
  }

  typeAt(file: string, start: number, end: number): TypeInfo | undefined {
    const node = this.#nodeAt(file, start, end)
    const type = node && this.#project.checker.getTypeAtLocation(node)
    return type && this.#describe(type)
  }

  referencesTo(file: string, position: number): SymbolPlace[] {
    const node = this.#nodeAt(file, position)
    if (!node) return []
    const places: SymbolPlace[] = []
    for (const entry of this.#project.checker.getReferencedSymbolsForNode(
      node,
      this.#inner(file, position),
    )) {
      for (const reference of entry.references) {
        const found = reference.resolve(this.#project)
        if (!found) continue
        const source = found.getSourceFile()
        const path = this.#relative(source.fileName)
        const shift = this.#shift(path)
        places.push({ file: path, start: found.getStart(source) + shift, end: found.end + shift })
      }
    }
    return places
  }

  diagnostics(files: Iterable<string>): Located[] {
    const found: Located[] = []
    for (const file of files) {
      const name = join(this.#root, file)
      const source = this.#project.program.getSourceFile(name)
      if (!source) continue
      const shift = this.#shift(file)
      const { program } = this.#project
      for (const problem of [
        ...program.getSyntacticDiagnostics(name),
        ...program.getSemanticDiagnostics(name),
      ]) {
        if (problem.category !== 1) continue
        const { line, character } = source.getLineAndCharacterOfPosition(problem.pos)
        found.push({
          file,
          start: problem.pos + shift,
          end: problem.end + shift,
          line: line + 1,
          column: character + 1,
          code: problem.code,
          message: messageOf(problem),
        })
      }
    }
    return found
  }

  overlay(files: ReadonlyMap<string, string | null>): void {
    const changed: string[] = []
    const created: string[] = []
    const deleted: string[] = []
    const before = new Map(this.#overlay)
    this.#overlay.clear()
    for (const [file, text] of files) this.#overlay.set(join(this.#root, file), text)
    for (const path of new Set([...before.keys(), ...this.#overlay.keys()])) {
      const was = before.has(path) ? before.get(path) : undefined
      const is = this.#overlay.has(path) ? this.#overlay.get(path) : undefined
      if (was === is) continue
      const existed = was === undefined ? existsSync(path) : was !== null
      const exists = is === undefined ? existsSync(path) : is !== null
      if (existed && exists) changed.push(path)
      else if (exists) created.push(path)
      else if (existed) deleted.push(path)
    }
    if (changed.length + created.length + deleted.length === 0) return
    this.#snapshot = this.#api.updateSnapshot({ fileChanges: { changed, created, deleted } })
    this.#project = this.#currentProject()
  }

  close(): void {
    this.#api.close()
  }

  #currentProject(): Project {
    const project = this.#snapshot.getProject(this.#tsconfig) ?? this.#snapshot.getProjects()[0]
    if (!project) throw new Error(`TypeScript opened no project for ${this.#tsconfig}.`)
    return project
  }

  /** TypeScript does not count a byte order mark; we do. */
  #shift(file: string): 0 | 1 {
    const path = join(this.#root, file)
    const text = this.#overlay.get(path) ?? (existsSync(path) ? readFileSync(path, 'utf8') : '')
    return text.charCodeAt(0) === 0xfeff ? 1 : 0
  }

  #inner(file: string, position: number): number {
    return position - this.#shift(file)
  }

  #nodeAt(file: string, start: number, end?: number): Node | undefined {
    const source = this.#project.program.getSourceFile(join(this.#root, file))
    if (!source) return undefined
    const from = this.#inner(file, start)
    const to = end === undefined ? undefined : this.#inner(file, end)
    let found: Node | undefined
    const visit = (node: Node): void => {
      if (from < node.pos || from >= node.end) return
      if (node.getStart(source) === from && (to === undefined || node.end === to)) found = node
      node.forEachChild((child) => visit(child))
    }
    source.forEachChild((child) => visit(child))
    return found
  }

  #relative(fileName: string): string {
    return relative(this.#root, fileName).split(sep).join('/')
  }

  #describe(type: Type): TypeInfo {
    const { checker } = this.#project
    const isAny = (type.flags & TypeFlags.Any) !== 0
    const isUnknown = (type.flags & TypeFlags.Unknown) !== 0
    const text = checker.typeToString(type)
    if (isAny || isUnknown) return { text, isAny, isUnknown, canBeNull: true, canBeUndefined: true }
    const bare = checker.getNonNullableType(type) ?? type
    const base = this.#baseOf(bare)
    return {
      text,
      isAny,
      isUnknown,
      canBeNull: checker.isTypeAssignableTo(checker.getNullType(), type),
      canBeUndefined: checker.isTypeAssignableTo(checker.getUndefinedType(), type),
      ...(base && { base }),
    }
  }

  #baseOf(type: Type): TypeInfo['base'] {
    const { checker } = this.#project
    if ((type.flags & TypeFlags.Never) !== 0) return undefined
    if (checker.isTypeAssignableTo(type, checker.getStringType())) return 'string'
    if (checker.isTypeAssignableTo(type, checker.getNumberType())) return 'number'
    if (checker.isTypeAssignableTo(type, checker.getBooleanType())) return 'boolean'
    if (checker.isTypeAssignableTo(type, checker.getBigIntType())) return 'bigint'
    if (checker.isArrayLikeType(type)) return 'array'
    return checker.typeToString(type) === 'Date' ? 'Date' : undefined
  }
}

interface Message {
  readonly text: string
  readonly messageChain?: readonly Message[] | undefined
}

function messageOf(problem: Message): string {
  const below = problem.messageChain?.map(messageOf) ?? []
  return [problem.text, ...below].join(' ')
}

/** The project's files with an overlay and packages that are not installed; everything else comes from the disk. */
class VirtualFiles {
  readonly fixed = new Map<string, string>()
  readonly #packages: readonly { readonly shown: string; readonly real: string }[]
  readonly #overlay: ReadonlyMap<string, string | null>

  constructor(
    root: string,
    packages: readonly VirtualPackage[],
    overlay: ReadonlyMap<string, string | null>,
  ) {
    this.#overlay = overlay
    this.#packages = packages.map(({ name, directory }) => ({
      shown: join(root, 'node_modules', name),
      real: directory,
    }))
  }

  readFile = (path: string): string | null | undefined => {
    const laid = this.#overlay.get(path)
    if (laid !== undefined) return laid === null ? null : laid.replace(/^\uFEFF/, '')
    const fixed = this.fixed.get(path)
    if (fixed !== undefined) return fixed
    const real = this.#realPath(path)
    if (real === undefined) return undefined
    return existsSync(real) && statSync(real).isFile() ? readFileSync(real, 'utf8') : null
  }

  fileExists = (path: string): boolean | undefined => {
    const laid = this.#overlay.get(path)
    if (laid !== undefined) return laid !== null
    if (this.fixed.has(path)) return true
    const real = this.#realPath(path)
    return real === undefined ? undefined : existsSync(real) && statSync(real).isFile()
  }

  directoryExists = (path: string): boolean | undefined => {
    for (const laid of this.#overlay.keys())
      if (this.#overlay.get(laid) !== null && laid.startsWith(`${path}/`)) return true
    for (const { shown } of this.#packages) if (shown === path || shown.startsWith(`${path}/`)) return true
    const real = this.#realPath(path)
    return real === undefined ? undefined : existsSync(real) && statSync(real).isDirectory()
  }

  getAccessibleEntries = (path: string): { files: string[]; directories: string[] } | undefined => {
    const created = [...this.#overlay].filter(
      ([file, text]) => text !== null && dirname(file) === path && !existsSync(file),
    )
    if (created.length === 0) return undefined
    const entries = existsSync(path) ? readdirSync(path, { withFileTypes: true }) : []
    return {
      files: [
        ...entries.filter((entry) => entry.isFile()).map((entry) => entry.name),
        ...created.map(([file]) => file.slice(path.length + 1)),
      ],
      directories: entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name),
    }
  }

  realpath = (path: string): string | undefined => (this.#realPath(path) === undefined ? undefined : path)

  #realPath(path: string): string | undefined {
    for (const { shown, real } of this.#packages) {
      if (path === shown || path.startsWith(`${shown}/`)) return real + path.slice(shown.length)
    }
    return undefined
  }
}
