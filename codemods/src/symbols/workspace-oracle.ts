import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Diagnostic } from '../model.js'
import type { Oracle, SymbolPlace, TypeInfo } from './oracle.js'

export interface WorkspaceOracleOptions {
  readonly root: string
  /** Opens the project of a configuration file, by its absolute path, as the overlay has it. */
  readonly open: (tsconfig: string, overlay: ReadonlyMap<string, string | null>) => Oracle
  /** Configurations that one refers to: a file may belong to any of them. */
  readonly references: (tsconfig: string) => readonly string[]
  /** Opens a project for the files that no configuration claims; `nearest`: the one above them, where there is any. */
  readonly openRest: (nearest: string | undefined, isClaimed: (file: string) => boolean) => Oracle
}

/**
 * A project with several configurations: each file is answered by the one it belongs to. Nothing is opened before
 * somebody asks: who only checks a plan pays for one program, the one with the plan in it.
 */
export class WorkspaceOracle implements Oracle {
  readonly #options: WorkspaceOracleOptions
  readonly #opened = new Map<string, Oracle>()
  readonly #owners = new Map<string, Oracle | undefined>()
  readonly #rest = new Map<string | undefined, Oracle>()
  #overlay: ReadonlyMap<string, string | null> = new Map()

  constructor(options: WorkspaceOracleOptions) {
    this.#options = options
  }

  get checker(): string {
    return [...new Set(this.#asked().map((oracle) => oracle.checker))].join(', ')
  }

  get configurationProblems(): readonly string[] {
    return [...new Set(this.#asked().flatMap((oracle) => oracle.configurationProblems))]
  }

  knows(file: string): boolean {
    return this.#ownerOf(file)?.knows(file) ?? false
  }

  writesDeclarations(file: string): boolean {
    return this.#ownerOf(file)?.writesDeclarations(file) ?? false
  }

  typeAt(file: string, start: number, end: number): TypeInfo | undefined {
    return this.#ownerOf(file)?.typeAt(file, start, end)
  }

  referencesTo(file: string, position: number): SymbolPlace[] {
    const owner = this.#ownerOf(file)
    const found = new Map<string, SymbolPlace>()
    for (const oracle of owner ? [owner, ...this.#all()] : [])
      if (oracle.knows(file))
        for (const place of oracle.referencesTo(file, position))
          found.set(`${place.file}:${place.start}`, place)
    return [...found.values()]
  }

  declarationsAt(file: string, positions: readonly number[]): readonly (readonly string[] | undefined)[] {
    return this.#ownerOf(file)?.declarationsAt(file, positions) ?? positions.map(() => undefined)
  }

  diagnostics(files: Iterable<string>): (Diagnostic & SymbolPlace)[] {
    const asked = new Map<Oracle, string[]>()
    for (const file of files) {
      const owner = this.#ownerOf(file)
      if (!owner) continue
      const own = asked.get(owner) ?? []
      own.push(file)
      asked.set(owner, own)
    }
    return [...asked].flatMap(([owner, own]) => owner.diagnostics(own))
  }

  overlay(files: ReadonlyMap<string, string | null>): void {
    this.#overlay = files
    for (const oracle of this.#all()) oracle.overlay(files)
    for (const [file, owner] of this.#owners) if (!owner) this.#owners.delete(file)
  }

  close(): void {
    for (const oracle of this.#all()) oracle.close()
  }

  /** With the project's own configuration, whatever it was asked about. */
  #asked(): Oracle[] {
    this.#openMain()
    return this.#all()
  }

  #openMain(): void {
    const main = join(this.#options.root, 'tsconfig.json')
    if (!this.#opened.has(main) && existsSync(main)) this.#open(main)
  }

  #all(): Oracle[] {
    return [...this.#opened.values(), ...this.#rest.values()]
  }

  #ownerOf(file: string): Oracle | undefined {
    const known = this.#owners.get(file)
    if (known?.knows(file)) return known
    const owner = this.#find(file)
    this.#owners.set(file, owner)
    return owner
  }

  #find(file: string): Oracle | undefined {
    if (!/\.[cm]?[jt]sx?$/.test(file)) return undefined
    this.#openMain()
    for (const tsconfig of this.#candidates(file)) {
      const oracle = this.#opened.get(tsconfig) ?? this.#open(tsconfig)
      if (oracle.knows(file)) return oracle
    }
    if (!this.#exists(file)) return undefined
    const rest = this.#restAround(file)
    return rest.knows(file) ? rest : undefined
  }

  #restAround(file: string): Oracle {
    const nearest = nearestConfiguration(this.#options.root, file)
    const known = this.#rest.get(nearest)
    if (known) return known
    const rest = this.#options.openRest(nearest, (path) =>
      [...this.#opened.values()].some((oracle) => oracle.knows(path)),
    )
    if (this.#overlay.size > 0) rest.overlay(this.#overlay)
    this.#rest.set(nearest, rest)
    return rest
  }

  #exists(file: string): boolean {
    const laid = this.#overlay.get(file)
    return laid === undefined ? existsSync(join(this.#options.root, file)) : laid !== null
  }

  #open(tsconfig: string): Oracle {
    const oracle = this.#options.open(tsconfig, this.#overlay)
    this.#opened.set(tsconfig, oracle)
    return oracle
  }

  /** The nearest configurations first, each followed by those it refers to. */
  *#candidates(file: string): Iterable<string> {
    for (const tsconfig of configurationsAbove(this.#options.root, file)) {
      yield* this.#options.references(tsconfig)
      yield tsconfig
    }
  }
}

/** The `tsconfig.json` nearest to a file, up to the root. */
export function nearestConfiguration(root: string, file: string): string | undefined {
  const [nearest] = configurationsAbove(root, file)
  return nearest
}

function* configurationsAbove(root: string, file: string): Iterable<string> {
  for (let folder = dirname(join(root, file)); folder.length >= root.length; folder = dirname(folder)) {
    const tsconfig = join(folder, 'tsconfig.json')
    if (existsSync(tsconfig)) yield tsconfig
  }
}
