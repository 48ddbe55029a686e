import { existsSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { version } from 'typescript'
import type { Node } from 'typescript/unstable/ast'
import { type Project, type Type, TypeFlags } from 'typescript/unstable/sync'
import type { Diagnostic } from '../model.js'
import { LineStarts } from './line-starts.js'
import type { Oracle, OracleOptions, SymbolPlace, TypeInfo } from './oracle.js'
import { type FileChanges, type TypescriptServer, TypescriptServers } from './typescript-servers.js'
import { VirtualFiles } from './virtual-files.js'

type Located = Diagnostic & SymbolPlace

/** Files from which on a program counts as large. */
const large = 100

/** How much longer a checker of a large program works, at the least, than it took to get it. */
const worth = 8

/** That an input would be overwritten, or outputs would lie elsewhere: nothing is written. */
const ofWriting = new Set([5011, 5055, 5056])

/** TypeScript 7 through its API, which is marked unstable: pinned, and used nowhere else. */
export class Typescript7Oracle implements Oracle {
  readonly checker = `typescript ${version}`
  readonly configurationProblems: readonly string[]
  readonly #root: string
  readonly #servers: TypescriptServers
  readonly #server: TypescriptServer
  readonly #overlay = new Map<string, string | null>()
  readonly #shown: VirtualFiles
  #project: Project
  #names: Set<string> | undefined
  /** By type, for as long as the snapshot lives: each answer is a dozen messages to another process. */
  readonly #described = new Map<Type, TypeInfo>()
  readonly #shifts = new Map<string, 0 | 1>()

  constructor({
    root,
    tsconfig,
    virtualTsconfig,
    virtualPackages = [],
    overlay = new Map(),
    servers = new TypescriptServers(),
  }: OracleOptions) {
    this.#root = root
    for (const [file, text] of overlay) this.#overlay.set(join(root, file), text)
    this.#shown = new VirtualFiles(virtualPackages, this.#overlay)
    this.#shown.refresh()
    if (virtualTsconfig !== undefined) this.#shown.fixed.set(tsconfig, virtualTsconfig)
    this.#servers = servers
    const { server, project } = servers.open({ root, tsconfig, files: this.#shown })
    this.#server = server
    this.#project = project
    this.configurationProblems = this.#project.program
      .getProgramDiagnostics()
      .filter(({ code }) => code >= 5000 && code < 6000 && !ofWriting.has(code))
      .map((problem) => `TS${problem.code}: ${problem.text}`)
  }

  knows(file: string): boolean {
    this.#names ??= new Set(this.#project.program.getSourceFileNames())
    return this.#names.has(join(this.#root, file))
  }

  writesDeclarations(file: string): boolean {
    return this.#isDeclared && this.knows(file)
  }

  get #isDeclared(): boolean {
    const { declaration, composite } = this.#project.compilerOptions
    return declaration ?? composite ?? false
  }

  typeAt(file: string, start: number, end: number): TypeInfo | undefined {
    const node = this.#nodeAt(file, start, end)
    const type = node && this.#project.checker.getTypeAtLocation(node)
    if (!type) return undefined
    const known = this.#described.get(type) ?? this.#describe(type)
    this.#described.set(type, known)
    return known
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

  declarationsAt(file: string, positions: readonly number[]): readonly (readonly string[] | undefined)[] {
    if (positions.length === 0 || !this.knows(file)) return positions.map(() => undefined)
    const shift = this.#shift(file)
    const inner = positions.map((position) => position - shift)
    return this.#project.checker
      .getSymbolAtPosition(join(this.#root, file), inner)
      .map((symbol) => symbol?.declarations.map(({ path, index }) => `${path}#${index}`))
  }

  diagnostics(files: Iterable<string>): Located[] {
    const asked = [...new Set(files)].filter((file) => this.knows(file))
    const found = new Map(asked.map((file) => [file, [] as Located[]]))
    const lines = new LineStarts()
    for (const problem of this.#problemsOf(asked)) {
      if (problem.category !== 1 || problem.fileName === undefined) continue
      const file = this.#relative(problem.fileName)
      const list = found.get(file)
      if (!list) continue
      const text = this.#text(file)
      const shift = text.charCodeAt(0) === 0xfeff ? 1 : 0
      list.push({
        file,
        start: problem.pos + shift,
        end: problem.end + shift,
        ...lines.position(file, text, problem.pos + shift),
        code: problem.code,
        message: messageOf(problem),
      })
    }
    return [...found.values()].flat()
  }

  /**
   * Asked file by file, unless it is most of a small program: each question is a message to another process. What a
   * checker has worked out of a large program is thrown away as often as that costs little: else memory grows with
   * every file.
   */
  #problemsOf(files: readonly string[]): readonly Problem[] {
    const { program } = this.#project
    if (files.length > large) return [...program.getSyntacticDiagnostics(), ...this.#inTurns(files)]
    const own = [...this.#names!].filter(
      (name) => !name.includes('/node_modules/') && !/\/lib\.[\w.]+\.d\.ts$/.test(name),
    )
    if (files.length > 8 && files.length * 2 > own.length)
      return [
        ...program.getSyntacticDiagnostics(),
        ...program.getSemanticDiagnostics(),
        ...(this.#isDeclared ? program.getDeclarationDiagnostics() : []),
      ]
    return files.flatMap((file) => [
      ...program.getSyntacticDiagnostics(join(this.#root, file)),
      ...this.#typeProblems(file),
    ])
  }

  #typeProblems(file: string): readonly Problem[] {
    const { program } = this.#project
    const name = join(this.#root, file)
    const found = program.getSemanticDiagnostics(name)
    return this.#isDeclared ? [...found, ...program.getDeclarationDiagnostics(name)] : found
  }

  /** What a checker says of each file. */
  #inTurns(files: readonly string[]): Problem[] {
    let since = performance.now()
    /** What it took to have a checker and its first answer; its first answer is dearer than the others. */
    let costMs: number | undefined
    return files.flatMap((file) => {
      if (costMs !== undefined && performance.now() - since > costMs * worth) {
        since = performance.now()
        costMs = undefined
        this.#renewChecker(file)
      }
      const found = this.#typeProblems(file)
      costMs ??= performance.now() - since
      return found
    })
  }

  /** A program in which one file is read again has a checker of its own. */
  #renewChecker(file: string): void {
    this.#update({ changed: [join(this.#root, file)], created: [], deleted: [] })
  }

  overlay(files: ReadonlyMap<string, string | null>): void {
    const changed: string[] = []
    const created: string[] = []
    const deleted: string[] = []
    const before = new Map(this.#overlay)
    this.#overlay.clear()
    for (const [file, text] of files) this.#overlay.set(join(this.#root, file), text)
    this.#shown.refresh()
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
    this.#update({ changed, created, deleted })
    this.#names = undefined
    this.#shifts.clear()
  }

  close(): void {
    this.#servers.giveBack(this.#server)
  }

  #update(fileChanges: FileChanges): void {
    this.#project = this.#server.update(fileChanges)
    this.#described.clear()
  }

  /** TypeScript does not count a byte order mark; we do. */
  #shift(file: string): 0 | 1 {
    const known = this.#shifts.get(file)
    if (known !== undefined) return known
    const shift = this.#text(file).charCodeAt(0) === 0xfeff ? 1 : 0
    this.#shifts.set(file, shift)
    return shift
  }

  #text(file: string): string {
    const path = join(this.#root, file)
    return this.#overlay.get(path) ?? (existsSync(path) ? readFileSync(path, 'utf8') : '')
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

interface Problem extends Message {
  readonly fileName?: string | undefined
  readonly pos: number
  readonly end: number
  readonly code: number
  readonly category: number
}

interface Message {
  readonly text: string
  readonly messageChain?: readonly Message[] | undefined
}

function messageOf(problem: Message): string {
  const below = problem.messageChain?.map(messageOf) ?? []
  return [problem.text, ...below].join(' ')
}
