import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'
import type { ts as TypeScript } from 'ts-morph'
import type { Diagnostic } from '../model.js'
import type { Oracle, OracleOptions, SymbolPlace, TypeInfo } from './oracle.js'
import { VirtualFiles } from './virtual-files.js'

type Located = Diagnostic & SymbolPlace

interface Loaded {
  readonly ts: typeof TypeScript
  /** The declarations of JavaScript itself, by path: ts-morph keeps them in memory. */
  readonly libraries: ReadonlyMap<string, string>
}

const libraryFolder = '/node_modules/typescript/lib'

/** Loading the compiler takes as long as surveying 10,000 files: only when somebody asks. */
function loadTypeScript(): Loaded {
  const require = createRequire(import.meta.url)
  const { ts } = require('ts-morph') as { ts: typeof TypeScript }
  const common = createRequire(require.resolve('ts-morph'))('@ts-morph/common') as {
    getLibFiles: () => readonly { readonly fileName: string; readonly text: string }[]
  }
  const libraries = new Map(
    common.getLibFiles().map(({ fileName, text }) => [`${libraryFolder}/${fileName}`, text]),
  )
  return { ts, libraries }
}

/** TypeScript 6, as ts-morph brings it: slower, and able to check configurations that TypeScript 7 has dropped. */
export class Typescript6Oracle implements Oracle {
  readonly checker: string
  readonly configurationProblems: readonly string[]
  readonly #ts: typeof TypeScript
  readonly #root: string
  readonly #overlay = new Map<string, string | null>()
  readonly #shown: VirtualFiles
  readonly #versions = new Map<string, number>()
  readonly #roots: ReadonlySet<string>
  readonly #isDeclared: boolean
  readonly #service: TypeScript.LanguageService
  #names: string[] | undefined
  #current: TypeScript.Program | undefined

  constructor({ root, tsconfig, virtualTsconfig, virtualPackages = [], overlay = new Map() }: OracleOptions) {
    this.#root = root
    const { ts, libraries } = loadTypeScript()
    this.#ts = ts
    this.checker = `typescript ${ts.version}`
    const shown = new VirtualFiles(virtualPackages, this.#overlay)
    this.#shown = shown
    for (const [file, text] of overlay) this.#overlay.set(join(root, file), text)
    shown.refresh()
    if (virtualTsconfig !== undefined) shown.fixed.set(tsconfig, virtualTsconfig)
    const readFile = (path: string): string | undefined => {
      const library = libraries.get(path)
      if (library !== undefined) return library
      const text = shown.readFile(path)
      return text === undefined ? ts.sys.readFile(path) : (text ?? undefined)
    }
    const fileExists = (path: string): boolean =>
      libraries.has(path) || (shown.fileExists(path) ?? ts.sys.fileExists(path))
    const parsed = ts.getParsedCommandLineOfConfigFile(tsconfig, undefined, {
      ...ts.sys,
      readFile,
      fileExists,
      onUnRecoverableConfigFileDiagnostic: (problem) => {
        throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, ' '))
      },
    })
    if (!parsed) throw new Error(`TypeScript could not read ${tsconfig}.`)
    const options = asBefore(ts, parsed.options)
    this.#roots = new Set(parsed.fileNames)
    this.#isDeclared = parsed.options.declaration ?? parsed.options.composite ?? false
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => {
        this.#names ??= this.#scriptNames()
        return this.#names
      },
      getScriptVersion: (path) => String(this.#versions.get(path) ?? 0),
      getScriptSnapshot: (path) => {
        const text = readFile(path)
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text.replace(/^\uFEFF/, ''))
      },
      getCurrentDirectory: () => dirname(tsconfig),
      getDefaultLibFileName: (of) => `${libraryFolder}/${ts.getDefaultLibFileName(of)}`,
      readFile,
      fileExists,
      directoryExists: (path) => shown.directoryExists(path) ?? ts.sys.directoryExists(path),
      getDirectories: (path) => ts.sys.getDirectories(path),
      readDirectory: (...given) => ts.sys.readDirectory(...given),
      realpath: (path) => shown.realpath(path) ?? ts.sys.realpath?.(path) ?? path,
      useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    })
    this.configurationProblems = [...parsed.errors, ...this.#program.getOptionsDiagnostics()]
      .filter(({ code, category }) => code >= 5000 && code < 6000 && !harmless.has(code) && category === 1)
      .map((problem) => `TS${problem.code}: ${ts.flattenDiagnosticMessageText(problem.messageText, ' ')}`)
  }

  knows(file: string): boolean {
    return this.#source(file) !== undefined
  }

  writesDeclarations(file: string): boolean {
    return this.#isDeclared && this.knows(file)
  }

  typeAt(file: string, start: number, end: number): TypeInfo | undefined {
    const node = this.#nodeAt(file, start, end)
    return node && this.#describe(this.#checker.getTypeAtLocation(node))
  }

  referencesTo(file: string, position: number): SymbolPlace[] {
    const name = join(this.#root, file)
    if (!this.#nodeAt(file, position)) return []
    const found = this.#service.findReferences(name, position - this.#shift(file)) ?? []
    return found.flatMap(({ references }) =>
      references.map(({ fileName, textSpan }) => {
        const path = relative(this.#root, fileName).split(sep).join('/')
        const start = textSpan.start + this.#shift(path)
        return { file: path, start, end: start + textSpan.length }
      }),
    )
  }

  declarationsAt(file: string, positions: readonly number[]): readonly (readonly string[] | undefined)[] {
    const checker = this.#checker
    const at = positions.length > 0 ? this.#nodesStartingIn(file) : new Map<number, TypeScript.Node>()
    const shift = this.#shift(file)
    return positions.map((position) => {
      const node = at.get(position - shift)
      const declarations = node && checker.getSymbolAtLocation(node)?.declarations
      return declarations?.map((one) => `${one.getSourceFile().fileName}#${one.getStart()}`)
    })
  }

  /** Names and texts of a file, by where they start: the inside of quotes counts. */
  #nodesStartingIn(file: string): Map<number, TypeScript.Node> {
    const ts = this.#ts
    const found = new Map<number, TypeScript.Node>()
    const source = this.#source(file)
    const visit = (node: TypeScript.Node): void => {
      if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) found.set(node.getStart(source), node)
      else if (ts.isStringLiteralLike(node)) found.set(node.getStart(source) + 1, node)
      ts.forEachChild(node, visit)
    }
    if (source) ts.forEachChild(source, visit)
    return found
  }

  diagnostics(files: Iterable<string>): Located[] {
    const found: Located[] = []
    for (const file of files) {
      const source = this.#source(file)
      if (!source) continue
      const shift = this.#shift(file)
      for (const problem of [
        ...this.#program.getSyntacticDiagnostics(source),
        ...this.#program.getSemanticDiagnostics(source),
        ...(this.#isDeclared ? this.#program.getDeclarationDiagnostics(source) : []),
      ]) {
        if (problem.category !== this.#ts.DiagnosticCategory.Error) continue
        const at = problem.start ?? 0
        const { line, character } = source.getLineAndCharacterOfPosition(at)
        found.push({
          file,
          start: at + shift,
          end: at + (problem.length ?? 0) + shift,
          line: line + 1,
          column: character + 1,
          code: problem.code,
          message: this.#ts.flattenDiagnosticMessageText(problem.messageText, ' '),
        })
      }
    }
    return found
  }

  overlay(files: ReadonlyMap<string, string | null>): void {
    const before = new Map(this.#overlay)
    this.#overlay.clear()
    this.#names = undefined
    this.#current = undefined
    for (const [file, text] of files) this.#overlay.set(join(this.#root, file), text)
    this.#shown.refresh()
    for (const path of new Set([...before.keys(), ...this.#overlay.keys()])) {
      if (before.get(path) !== this.#overlay.get(path) || before.has(path) !== this.#overlay.has(path))
        this.#versions.set(path, (this.#versions.get(path) ?? 0) + 1)
    }
  }

  close(): void {
    this.#service.dispose()
  }

  /** The service would look at every file again, whenever it is asked. */
  get #program(): TypeScript.Program {
    this.#current ??= this.#service.getProgram()!
    return this.#current
  }

  get #checker(): TypeScript.TypeChecker {
    return this.#program.getTypeChecker()
  }

  #scriptNames(): string[] {
    const folders = new Set([...this.#roots].map((own) => dirname(own)))
    return [
      ...[...this.#roots].filter((path) => this.#overlay.get(path) !== null),
      ...[...this.#overlay.keys()].filter((path) => !this.#roots.has(path) && this.#isOwn(path, folders)),
    ]
  }

  /** A file that the plan creates belongs to the program when a program file lies beside or above it. */
  #isOwn(path: string, folders: ReadonlySet<string>): boolean {
    if (this.#overlay.get(path) === null || !/\.[cm]?tsx?$/.test(path)) return false
    if (existsSync(path)) return false
    for (let folder = dirname(path); folder.length >= this.#root.length; folder = dirname(folder)) {
      if (folders.has(folder)) return true
    }
    return false
  }

  #source(file: string): TypeScript.SourceFile | undefined {
    return this.#program.getSourceFile(join(this.#root, file))
  }

  /** TypeScript is given texts without their byte order mark; our offsets count it. */
  #shift(file: string): 0 | 1 {
    const path = join(this.#root, file)
    const text = this.#overlay.get(path) ?? (existsSync(path) ? readFileSync(path, 'utf8') : '')
    return text.charCodeAt(0) === 0xfeff ? 1 : 0
  }

  #nodeAt(file: string, start: number, end?: number): TypeScript.Node | undefined {
    const source = this.#source(file)
    if (!source) return undefined
    const shift = this.#shift(file)
    const from = start - shift
    let found: TypeScript.Node | undefined
    const visit = (node: TypeScript.Node): void => {
      if (from < node.pos || from >= node.end) return
      if (node.getStart(source) === from && (end === undefined || node.end === end - shift)) found = node
      this.#ts.forEachChild(node, visit)
    }
    this.#ts.forEachChild(source, visit)
    return found
  }

  #describe(type: TypeScript.Type): TypeInfo {
    const checker = this.#checker
    const { TypeFlags } = this.#ts
    const isAny = (type.flags & TypeFlags.Any) !== 0
    const isUnknown = (type.flags & TypeFlags.Unknown) !== 0
    const text = checker.typeToString(type)
    if (isAny || isUnknown) return { text, isAny, isUnknown, canBeNull: true, canBeUndefined: true }
    const base = this.#baseOf(checker.getNonNullableType(type))
    return {
      text,
      isAny,
      isUnknown,
      canBeNull: checker.isTypeAssignableTo(checker.getNullType(), type),
      canBeUndefined: checker.isTypeAssignableTo(checker.getUndefinedType(), type),
      ...(base && { base }),
    }
  }

  #baseOf(type: TypeScript.Type): TypeInfo['base'] {
    const checker = this.#checker
    if ((type.flags & this.#ts.TypeFlags.Never) !== 0) return undefined
    if (checker.isTypeAssignableTo(type, checker.getStringType())) return 'string'
    if (checker.isTypeAssignableTo(type, checker.getNumberType())) return 'number'
    if (checker.isTypeAssignableTo(type, checker.getBooleanType())) return 'boolean'
    if (checker.isTypeAssignableTo(type, checker.getBigIntType())) return 'bigint'
    if (checker.isArrayLikeType(type)) return 'array'
    return checker.typeToString(type) === 'Date' ? 'Date' : undefined
  }
}

/** An option nobody knows changes nothing; a configuration to extend may come with what is not installed or generated. */
const harmless = new Set([5023, 5083])

/** Options that say nothing about types, or only of versions long gone; some are faults where nothing is written. */
const withoutMeaning = [
  'declarationDir',
  'declarationMap',
  'emitDeclarationOnly',
  'isolatedDeclarations',
  'mapRoot',
  'tsBuildInfoFile',
  'charset',
  'importsNotUsedAsValues',
  'preserveValueImports',
  'noImplicitUseStrict',
  'out',
  'outFile',
]

/** The options as TypeScript 5 understood them, for that is what such a configuration was written for. */
function asBefore(ts: typeof TypeScript, given: TypeScript.CompilerOptions): TypeScript.CompilerOptions {
  const module = given.module ?? ts.ModuleKind.CommonJS
  const known = Object.fromEntries(Object.entries(given).filter(([name]) => !withoutMeaning.includes(name)))
  return {
    ...known,
    noEmit: true,
    composite: false,
    incremental: false,
    declaration: false,
    ignoreDeprecations: '6.0',
    types: given.types ?? ['*'],
    noUncheckedSideEffectImports: given.noUncheckedSideEffectImports ?? false,
    strict: given.strict ?? false,
    target: Math.max(given.target ?? 0, ts.ScriptTarget.ES5),
    module,
    ...(given.moduleResolution === undefined &&
      module < ts.ModuleKind.Node16 && { moduleResolution: ts.ModuleResolutionKind.Node10 }),
  }
}
