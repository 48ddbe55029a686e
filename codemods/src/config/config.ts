import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DuckshiftError } from '../duckshift-error.js'
import { importModule } from './import-module.js'

/** A codemod of the project's own: the module's path, or more about it. */
export type OwnCodemod =
  | string
  | {
      /** Path from the project's root, or a package. */
      readonly use: string
      /** Default 1. */
      readonly phase?: 1 | 2 | 3 | 4 | 5 | 6
      /** What a jscodeshift transform or `propose` is given as its options. */
      readonly options?: Readonly<Record<string, unknown>>
      /** Globs of the files that a transform is shown; default all. */
      readonly files?: readonly string[]
      /** jscodeshift's parser; default by the file's extension. */
      readonly parser?: string
      /** One sentence for the reviewer. */
      readonly reason?: string
    }

export interface Config {
  /** Accessors that the survey does not find by itself. */
  readonly accessors?: readonly {
    readonly module: string
    readonly export: string
    readonly member?: string
  }[]
  /** Globs of source files; default every source file that git does not ignore, outside node_modules and build folders. */
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
  /** Default `tsconfig.json`. */
  readonly tsconfig?: string
  /** SQL files that create the tables, in order. */
  readonly schema?: readonly string[]
  /** Folder for generated repositories, relative to the project; default `repositories` beside the client's folder, or in it where it has all the code. */
  readonly repositories?: string
  /** Folder of the documents that phase 6 writes; default `docs`. */
  readonly documents?: string
  /**
   * Files that were as the project's installed Prettier or Biome writes them get their new text from it; its configuration
   * is read as data and no plugin runs. `true`: those run as well. `false`: the formatter is not asked.
   */
  readonly format?: boolean
  /** The project's test command, for `demo` and gates. */
  readonly test?: string
  /** Classes that phase 3 puts in the place of others, each as `src/file.ts#ClassName`. */
  readonly swaps?: readonly { readonly from: string; readonly to: string }[]
  /** Implementations of the same thing, each as `src/file.ts#name`: phase 5 puts the one that is kept in the other's place. */
  readonly duplicates?: readonly { readonly keep: string; readonly remove: string }[]
  /** Rollout flags that are decided, with the side that won: `{ 'new-search': true, DUCKSHIFT_MODE: 'pool' }`. */
  readonly flags?: Readonly<Record<string, boolean | string | number>>
  /** Globs of files that are entered from outside, on top of those that dead-code finds: scripts, generated routes. */
  readonly entries?: readonly string[]
  /** jscodeshift transforms, or codemods in our form, that run with a phase's own: planned, rehearsed, applied like them. */
  readonly codemods?: readonly OwnCodemod[]
  /** A recorded workload, one JSON object a line: `{ sql, parameters?, transaction?, elapsedMs?, at? }`. For cache-reads. */
  readonly workload?: string
  /** SELECTs that return the rows that break a rule of the data; `verify 2` runs them. */
  readonly invariants?: readonly string[]
}

/** Types the configuration: `export default defineConfig({ … })`. */
export function defineConfig(config: Config): Config {
  return config
}

const keys = [
  'accessors',
  'include',
  'exclude',
  'tsconfig',
  'schema',
  'repositories',
  'documents',
  'format',
  'test',
  'swaps',
  'duplicates',
  'flags',
  'entries',
  'codemods',
  'workload',
  'invariants',
]
const names = [
  'duckshift.config.ts',
  'duckshift.config.mts',
  'duckshift.config.js',
  'duckshift.config.mjs',
  'duckshift.config.json',
]

/** Loads the project's configuration; without one, `{}`. Throws DuckshiftError (`bad-config`, exit code 2). */
export async function loadConfig(root: string, path?: string): Promise<Config> {
  const file = path
    ? resolve(root, path)
    : names.map((name) => join(root, name)).find((name) => existsSync(name))
  if (!file) return {}
  const bad = (why: string, cause?: unknown) =>
    new DuckshiftError(`The configuration ${file} ${why}`, {
      code: 'bad-config',
      exitCode: 2,
      help: 'duckshift init --force writes a fresh one.',
      cause,
    })
  if (!existsSync(file)) throw bad('does not exist.')
  let loaded: unknown
  try {
    // The configuration imports defineConfig from a package the project need not have installed.
    const module = await importModule(file, { duckshift: { defineConfig } })
    loaded = module.default ?? module
  } catch (cause) {
    throw bad(`cannot be loaded: ${(cause as Error).message}`, cause)
  }
  if (typeof loaded !== 'object' || loaded === null || Array.isArray(loaded))
    throw bad('does not export an object.')
  const unknown = Object.keys(loaded).filter((key) => !keys.includes(key))
  if (unknown.length > 0) throw bad(`has unknown settings: ${unknown.join(', ')}. Known: ${keys.join(', ')}.`)
  return loaded as Config
}
