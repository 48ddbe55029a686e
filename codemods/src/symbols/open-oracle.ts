import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { DuckshiftError } from '../duckshift-error.js'
import type { Oracle, OracleOptions } from './oracle.js'
import { readConfiguration } from './read-configuration.js'
import { renewedConfiguration } from './renewed-configuration.js'
import { shownPackages } from './shown-packages.js'
import type { TypescriptServers } from './typescript-servers.js'
import { Typescript6Oracle } from './typescript6-oracle.js'
import { Typescript7Oracle } from './typescript7-oracle.js'
import { nearestConfiguration, WorkspaceOracle } from './workspace-oracle.js'

export interface OpenOracleOptions {
  readonly root: string
  /** Relative to the root; default: for each file the `tsconfig.json` nearest to it. */
  readonly tsconfig?: string | undefined
  /** Files that will be asked about: what no configuration claims of them is checked with an inferred one. */
  readonly concerns?: Iterable<string> | undefined
  /** For who opens one project after the other; default: each oracle has a process of its own. */
  readonly servers?: TypescriptServers | undefined
}

/** Opens a type checker on the project. Throws DuckshiftError (`unreadable-tsconfig`, exit code 2). */
export function openOracle({ root, tsconfig, concerns = [], servers }: OpenOracleOptions): Oracle {
  const path = join(root, tsconfig ?? 'tsconfig.json')
  const exists = existsSync(path)
  if (!exists && tsconfig) throw unreadable(tsconfig, 'there is no such file')
  if (exists) assertReadable(path, tsconfig ?? 'tsconfig.json')
  const name = (file: string) => relative(root, file)
  const open = (
    file: string,
    overlay: ReadonlyMap<string, string | null> = new Map(),
    virtualTsconfig?: string,
  ) => {
    try {
      return openFirst({
        root,
        tsconfig: file,
        virtualTsconfig,
        overlay,
        servers,
        virtualPackages: shownPackages(root, dirname(file)),
      })
    } catch (cause) {
      if (cause instanceof DuckshiftError) throw cause
      throw unreadable(name(file), (cause as Error).message, cause)
    }
  }
  if (tsconfig) return open(path)
  return new WorkspaceOracle({
    root,
    open: (file, overlay) => {
      assertReadable(file, name(file))
      return open(file, overlay)
    },
    references: (file) => referencesOf(file),
    openRest: (nearest, isClaimed) => {
      const files = [...concerns].filter(
        (file) => !isClaimed(file) && nearestConfiguration(root, file) === nearest,
      )
      const inferred = join(root, 'tsconfig.duckshift.json')
      const base = nearest && optionsNear(nearest)
      if (base) {
        const like = open(inferred, new Map(), configurationLike(base, root, files))
        if (like.configurationProblems.length === 0) return like
        like.close()
      }
      return open(inferred, new Map(), inferredConfiguration(root, files))
    },
  })
}

/** The configuration whose options hold around it: its own, or those of one it refers to. */
function optionsNear(tsconfig: string): string | undefined {
  return [tsconfig, ...referencesOf(tsconfig)].find((path) => {
    const { compilerOptions = {}, extends: base } = (readConfiguration(path) ?? {}) as {
      compilerOptions?: Record<string, unknown>
      extends?: unknown
    }
    return base !== undefined || 'module' in compilerOptions || 'moduleResolution' in compilerOptions
  })
}

/** Files that the project runs without checking them mean by an import what those beside them mean. */
function configurationLike(tsconfig: string, root: string, files: readonly string[]): string {
  return JSON.stringify({
    extends: tsconfig,
    compilerOptions: {
      allowJs: true,
      checkJs: false,
      noEmit: true,
      composite: false,
      incremental: false,
      rootDir: root,
      skipLibCheck: true,
    },
    references: [],
    ...(files.length > 0 ? { files, include: [] } : { include: ['**/*'], exclude: ['node_modules', 'dist'] }),
  })
}

/** TypeScript 7, or 6 where 7 no longer takes the configuration: it would report nothing but that. */
function openFirst(options: OracleOptions): Oracle {
  const renewed = renewedConfiguration(options.tsconfig, options.virtualTsconfig)
  if (renewed !== undefined) {
    const newer = new Typescript7Oracle({ ...options, virtualTsconfig: renewed })
    if (newer.configurationProblems.length === 0) return newer
    newer.close()
  }
  const first = new Typescript7Oracle(options)
  if (first.configurationProblems.length === 0) return first
  const second = new Typescript6Oracle(options)
  const isBetter = second.configurationProblems.length === 0
  ;(isBetter ? first : second).close()
  return isBetter ? second : first
}

function inferredConfiguration(root: string, files: readonly string[]): string {
  const { type } = (readConfiguration(join(root, 'package.json')) ?? {}) as { type?: unknown }
  const isBundled = type === 'module' && files.some((file) => leavesOutExtensions(resolve(root, file)))
  return JSON.stringify({
    compilerOptions: {
      allowJs: true,
      checkJs: false,
      noEmit: true,
      target: 'es2022',
      ...(isBundled
        ? { module: 'preserve', moduleResolution: 'bundler' }
        : { module: 'nodenext', moduleResolution: 'nodenext' }),
      jsx: 'preserve',
      // What runs without a configuration may run as it is, under Bun or Deno, where './db.ts' is how a file is imported.
      allowImportingTsExtensions: true,
      strict: true,
      skipLibCheck: true,
    },
    ...(files.length > 0 ? { files } : { exclude: ['node_modules', 'dist'] }),
  })
}

/** True for TypeScript that imports `./db`: what runs it finds the file, as Bun does. */
function leavesOutExtensions(path: string): boolean {
  if (!/\.[cm]?tsx?$/.test(path) || !existsSync(path)) return false
  const specifiers = readFileSync(path, 'utf8').matchAll(/\bfrom\s*['"](\.{1,2}\/[^'"\n]+)['"]/g)
  return [...specifiers].some(([, specifier]) => !/\.\w+$/.test(specifier!))
}

function referencesOf(tsconfig: string): string[] {
  const { references } = (readConfiguration(tsconfig) ?? {}) as { references?: { path?: unknown }[] }
  return (Array.isArray(references) ? references : []).flatMap(({ path }) => {
    if (typeof path !== 'string') return []
    const target = join(dirname(tsconfig), path)
    const file = existsSync(target) && statSync(target).isDirectory() ? join(target, 'tsconfig.json') : target
    return existsSync(file) ? [file] : []
  })
}

function assertReadable(path: string, name: string): void {
  try {
    parseConfiguration(path)
  } catch (cause) {
    throw unreadable(name, (cause as Error).message, cause)
  }
}

/** JSON with comments and trailing commas, as TypeScript takes it. */
function parseConfiguration(path: string): unknown {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  const bare = text
    .replace(
      /("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
      (_, literal: string | undefined) => literal ?? '',
    )
    .replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (_, literal: string | undefined) => literal ?? '')
  return JSON.parse(bare)
}

function unreadable(name: string, why: string, cause?: unknown): DuckshiftError {
  return new DuckshiftError(`${name} cannot be read: ${why}.`, {
    code: 'unreadable-tsconfig',
    exitCode: 2,
    help: 'Mend it, or name another one as "tsconfig" in duckshift.config.ts.',
    cause,
  })
}
