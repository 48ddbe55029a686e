import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { DuckshiftError } from '../duckshift-error.js'
import type { Oracle } from './oracle.js'
import { Typescript7Oracle, type VirtualPackage } from './typescript7-oracle.js'

export interface OpenOracleOptions {
  readonly root: string
  /** Relative to the root; default `tsconfig.json`. */
  readonly tsconfig?: string | undefined
}

const inferredConfiguration = JSON.stringify({
  compilerOptions: {
    allowJs: true,
    checkJs: false,
    noEmit: true,
    target: 'es2022',
    module: 'nodenext',
    moduleResolution: 'nodenext',
    strict: true,
    skipLibCheck: true,
  },
  exclude: ['node_modules', 'dist'],
})

/** Opens a type checker on the project. Throws DuckshiftError (`unreadable-tsconfig`, exit code 2). */
export function openOracle({ root, tsconfig }: OpenOracleOptions): Oracle {
  const path = join(root, tsconfig ?? 'tsconfig.json')
  const exists = existsSync(path)
  if (!exists && tsconfig) throw unreadable(tsconfig, 'there is no such file')
  if (exists) assertReadable(path, tsconfig ?? 'tsconfig.json')
  try {
    return new Typescript7Oracle({
      root,
      tsconfig: path,
      ...(!exists && { virtualTsconfig: inferredConfiguration }),
      virtualPackages: runtimePackage(root),
    })
  } catch (cause) {
    throw unreadable(tsconfig ?? 'tsconfig.json', (cause as Error).message, cause)
  }
}

/** JSON with comments and trailing commas, as TypeScript takes it. */
function assertReadable(path: string, name: string): void {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  const bare = text
    .replace(
      /("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
      (_, literal: string | undefined) => literal ?? '',
    )
    .replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (_, literal: string | undefined) => literal ?? '')
  try {
    JSON.parse(bare)
  } catch (cause) {
    throw unreadable(name, (cause as Error).message, cause)
  }
}

function unreadable(name: string, why: string, cause?: unknown): DuckshiftError {
  return new DuckshiftError(`${name} cannot be read: ${why}.`, {
    code: 'unreadable-tsconfig',
    exitCode: 2,
    help: 'Mend it, or name another one as "tsconfig" in duckshift.config.ts.',
    cause,
  })
}

/** The runtime's types, shown from our own copy while the project has not installed it. */
function runtimePackage(root: string): VirtualPackage[] {
  if (existsSync(join(root, 'node_modules', '@duckshift', 'runtime', 'package.json'))) return []
  try {
    const entry = createRequire(import.meta.url).resolve('@duckshift/runtime')
    let directory = dirname(entry)
    while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory)
    return [{ name: '@duckshift/runtime', directory }]
  } catch {
    return []
  }
}
