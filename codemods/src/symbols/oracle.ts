import type { Diagnostic } from '../model.js'
import type { TypescriptServers } from './typescript-servers.js'

export interface TypeInfo {
  /** As the checker prints it. */
  readonly text: string
  readonly isAny: boolean
  readonly isUnknown: boolean
  readonly canBeNull: boolean
  readonly canBeUndefined: boolean
  /** What every value of the type, null and undefined aside, is; absent for mixtures and other objects. */
  readonly base?: 'string' | 'number' | 'boolean' | 'bigint' | 'Date' | 'array'
}

export interface SymbolPlace {
  readonly file: string
  readonly start: number
  readonly end: number
}

export interface VirtualPackage {
  readonly name: string
  /** Folder whose `node_modules` shows it. */
  readonly shownIn: string
  /** Folder of the real package, or the texts of its files by their paths in it. */
  readonly from: string | Readonly<Record<string, string>>
}

export interface OracleOptions {
  readonly root: string
  /** Absolute path of the configuration file. */
  readonly tsconfig: string
  /** Text of the configuration where there is none on disk. */
  readonly virtualTsconfig?: string | undefined
  /** Packages to show in node_modules while the project has not installed them. */
  readonly virtualPackages?: readonly VirtualPackage[]
  /** What lies over the project's files from the start: see `Oracle.overlay`. */
  readonly overlay?: ReadonlyMap<string, string | null>
  /** Where TypeScript 7 processes come from; default: a new one, which ends with the oracle. */
  readonly servers?: TypescriptServers | undefined
}

/** What a type checker says of a project: the one door to it, whichever TypeScript stands behind. */
export interface Oracle {
  /** `typescript 7.0.2` */
  readonly checker: string
  /** The type of the expression at exactly this range. */
  typeAt(file: string, start: number, end: number): TypeInfo | undefined
  /** Every reference to the symbol named at a position, its declaration included. */
  referencesTo(file: string, position: number): SymbolPlace[]
  /**
   * For each position, keys of the declarations that the name there stands for: names with a key in common mean the same
   * thing. Undefined where the checker knows of none. One question for all positions of a file.
   */
  declarationsAt(file: string, positions: readonly number[]): readonly (readonly string[] | undefined)[]
  /** Errors of these files as the overlay has them, with those of their declarations where these are written. */
  diagnostics(files: Iterable<string>): (Diagnostic & SymbolPlace)[]
  /** Lays texts over the project's files from now on; `null` hides a file; an empty map shows the disk again. */
  overlay(files: ReadonlyMap<string, string | null>): void
  /** True when the file belongs to the program, so that `diagnostics` can speak of it. */
  knows(file: string): boolean
  /** True when declarations are written of the file: every type that it exports has to have a name elsewhere. */
  writesDeclarations(file: string): boolean
  /** Problems of the configuration that make the checker's answers worthless. */
  readonly configurationProblems: readonly string[]
  close(): void
}
