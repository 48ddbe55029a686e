/** The process that formats with Prettier: work comes as JSON on the standard input, results go line by line to the output. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { exportedSettings } from '../edits/formatter-style.js'
import { matchesGlobs } from '../survey/path-globs.js'
import type { PrettierResult, PrettierWork } from './prettier-formatter.js'

type Options = Record<string, unknown>

/** Of Prettier 2 and 3. */
interface Prettier {
  readonly version: string
  format(text: string, options: Options): string | Promise<string>
  resolveConfigFile(path: string): Promise<string | null>
  resolveConfig(path: string, options: { editorconfig: boolean; config?: string }): Promise<Options | null>
  getFileInfo(path: string, options: Options): Promise<{ ignored: boolean; inferredParser: string | null }>
}

const { root, module, runsConfiguration, files } = JSON.parse(await readAll(process.stdin)) as PrettierWork
const loaded = (await import(pathToFileURL(module).href)) as Prettier & { default?: Prettier }
const prettier = loaded.default ?? loaded

for (const [index, { path, text }] of files.entries()) {
  try {
    const full = join(root, path)
    const options = await optionsOf(full)
    if (!options || (await isIgnored(full))) continue
    const formatted = await prettier.format(text, { ...options, filepath: full })
    process.stdout.write(`${JSON.stringify({ index, text: formatted } satisfies PrettierResult)}\n`)
  } catch {
    // What it cannot format stays as it is.
  }
}

/** Undefined where only code could tell. */
async function optionsOf(path: string): Promise<Options | undefined> {
  if (runsConfiguration) return (await prettier.resolveConfig(path, { editorconfig: true })) ?? {}
  const file = await prettier.resolveConfigFile(path)
  const settings = file === null || isData(file) ? undefined : writtenSettings(file)
  if (settings === null) return undefined
  const options = settings
    ? await withSettings(path, file!, settings)
    : await prettier.resolveConfig(path, { editorconfig: true })
  const { plugins: _, ...own } = options ?? {}
  return own
}

/** What `resolveConfig` reads without running anything. */
function isData(file: string): boolean {
  if (isModule(file) || sharedName(file) !== undefined) return false
  return /^package\./.test(basename(file)) || /[{:=]/.test(readFileSync(file, 'utf8'))
}

function isModule(file: string): boolean {
  return /\.[cm]?[jt]s$/.test(file)
}

/** A configuration may be no more than the name of a package that has it. */
function sharedName(file: string): string | undefined {
  const text = readFileSync(file, 'utf8')
  const name = basename(file)
  const shared =
    name === 'package.json'
      ? JSON.parse(text).prettier
      : (name === 'package.yaml'
          ? /^prettier:[ \t]*["']?(@?[\w./-]+)["']?[ \t]*$/m
          : /^\s*["']?(@?[\w./-]+)["']?\s*$/
        ).exec(text)?.[1]
  return typeof shared === 'string' ? shared : undefined
}

/** The settings that a module or a shared configuration writes down; null where some are computed. Plugins, which stay out, may be. */
function writtenSettings(file: string): Options | null {
  const shared = isModule(file) ? undefined : sharedName(file)
  const holder = shared === undefined ? file : createRequire(file).resolve(shared)
  const text = readFileSync(holder, 'utf8')
  const settings = holder.endsWith('.json')
    ? (JSON.parse(text) as Options)
    : isModule(holder) && exportedSettings(holder, text)
  if (!settings) return null
  const { plugins: _, ...own } = settings
  return isWritten(own) ? own : null
}

function isWritten(value: unknown): boolean {
  if (value === undefined) return false
  return typeof value !== 'object' || value === null || Object.values(value).every(isWritten)
}

/** Options from settings that were read out of a module: what `resolveConfig` makes of a file that holds them. */
async function withSettings(path: string, file: string, settings: Options): Promise<Options> {
  const { overrides = [], ...own } = settings
  const folder = mkdtempSync(join(tmpdir(), 'duckshift-format-'))
  try {
    const config = join(folder, '.prettierrc.json')
    writeFileSync(config, JSON.stringify(own))
    const options = { ...(await prettier.resolveConfig(path, { editorconfig: true, config })) }
    const inside = relative(dirname(file), path).replaceAll('\\', '/')
    for (const override of overrides as {
      files: string | string[]
      excludeFiles?: string | string[]
      options?: Options
    }[])
      if (isNamed(inside, override.files) && !isNamed(inside, override.excludeFiles ?? []))
        Object.assign(options, override.options)
    return options
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function isNamed(path: string, globs: string | readonly string[]): boolean {
  return [globs].flat().some((glob) => matchesGlobs(glob, { dot: true, basename: !glob.includes('/') })(path))
}

async function isIgnored(path: string): Promise<boolean> {
  const lists = ['.prettierignore', '.gitignore'].map((name) => join(root, name)).filter(existsSync)
  const ignorePath = Number.parseInt(prettier.version, 10) >= 3 ? lists : lists[0]
  const { ignored, inferredParser } = await prettier.getFileInfo(path, { ignorePath, resolveConfig: false })
  return ignored || inferredParser === null
}
