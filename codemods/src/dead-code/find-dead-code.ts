import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DeadCodeFinding, OnProgress } from '../model.js'
import { importSpecifiers } from '../survey/module-graph.js'
import type { Project } from '../survey/project.js'
import { isTestFile } from '../survey/project-files.js'
import { SourceFile } from '../survey/source-file.js'
import type { Oracle } from '../symbols/oracle.js'
import { askTypeChecker } from './class-members.js'
import { unusedDependencies } from './dependencies.js'
import { type EntryPoint, entryPoints } from './entry-points.js'
import type { FileFacts } from './file-facts.js'
import { Level, Reach } from './reach.js'
import { readFacts } from './read-facts.js'
import { Surroundings } from './surroundings.js'
import { type Removal, Verdict } from './verdict.js'

export interface DeadCodeOptions {
  readonly project: Project
  /** Globs of further entry points, relative to the root. */
  readonly entries?: readonly string[] | undefined
  /** Files whose code counts as living, whatever reaches them. */
  readonly kept?: Iterable<string> | undefined
  /** What only tests use counts as dead; tests themselves are left out. */
  readonly production?: boolean | undefined
  /** Tells members of one name apart; without it a member lives when anything is asked for its name. */
  readonly oracle?: Oracle | undefined
  readonly overlay?: ReadonlyMap<string, string | null> | undefined
  readonly onProgress?: OnProgress | undefined
}

export interface DeadCode {
  readonly findings: readonly DeadCodeFinding[]
  /** How each finding goes, by its id. */
  readonly removals: ReadonlyMap<string, Removal>
  readonly files: number
  readonly entries: readonly { readonly file: string; readonly because: string }[]
}

/** What nothing reaches from the project's entry points. Reads files, never runs them. */
export function findDeadCode(options: DeadCodeOptions): DeadCode {
  const { project, onProgress } = options
  const facts = new Map<string, FileFacts>()
  project.files.forEach((path, index) => {
    if (index % 100 === 0)
      onProgress?.({ stage: 'dead-code', done: index, total: project.files.length, detail: path })
    const found = factsOf(project, path)
    if (found) facts.set(path, found)
  })
  onProgress?.({ stage: 'dead-code', done: project.files.length, total: project.files.length })
  const surroundings = new Surroundings(project.root, options.overlay)
  const entries = entryPoints({
    files: project.files,
    surroundings,
    configured: options.entries,
    production: options.production,
    hasShebang: (file) => facts.get(file)?.hasShebang === true,
    saysHowToRun: (file) => facts.get(file)?.saysHowToRun === true,
  })
  const resolve = (from: string, specifier: string) => project.graph.resolve(from, specifier)
  if (![...entries.values()].some((entry) => !entry.isTest && !entry.isTool))
    addRoots(entries, facts, resolve)
  for (const file of options.kept ?? [])
    if (!entries.has(file)) entries.set(file, { because: 'it stays', isTest: false })
  const reach = new Reach({
    facts,
    entries,
    resolve,
    componentImports: componentImports(project, surroundings),
    mentions: mentionedPaths(surroundings),
    evaluatesUnused: keepsUnusedImports(project.root),
  })
  reach.namesSuffice = options.oracle === undefined
  reach.run()
  if (options.oracle) askTypeChecker({ project, facts, reach, oracle: options.oracle })
  const verdict = new Verdict({ project, facts, reach, entries, production: options.production === true })
  verdict.read()
  for (const unused of unusedDependencies({ project, facts, reach, surroundings })) verdict.add(...unused)
  return {
    findings: verdict.findings.sort(byPlace),
    removals: verdict.removals,
    files: facts.size,
    entries: [...entries].map(([file, { because }]) => ({ file, because })),
  }
}

/**
 * Nothing says where the project starts: then it may start with whatever nobody imports. What it imports itself may
 * import its types, as the repository does that a script's rows were moved to.
 */
function addRoots(
  entries: Map<string, EntryPoint>,
  facts: ReadonlyMap<string, FileFacts>,
  resolve: (from: string, specifier: string) => string | undefined,
): void {
  const imported = new Set<string | undefined>()
  const byType = new Map<string, Set<string>>()
  const importsOf = new Map<string, Set<string>>()
  for (const [file, own] of facts) {
    const dynamic = own.units.flatMap((unit) => unit.imports)
    const reExports = own.exports.filter((fact) => fact.kind === 're-export')
    const targets = new Set<string>()
    importsOf.set(file, targets)
    const note = (from: string, isType: boolean) => {
      const target = resolve(file, from)
      if (target === undefined || target === file) return
      targets.add(target)
      if (isType) byType.set(target, (byType.get(target) ?? new Set()).add(file))
      else imported.add(target)
    }
    for (const { from, isType } of own.imports) note(from, isType)
    for (const { from } of [...own.stars, ...reExports, ...dynamic]) note(from, false)
    for (const from of own.bareImports) note(from, false)
  }
  const because = 'nobody imports it, and nothing says where the project starts'
  for (const file of facts.keys()) {
    if (imported.has(file) || entries.has(file) || isTestFile(file)) continue
    const askers = byType.get(file)
    const reached = askers && reachedFrom(file, importsOf)
    if (![...(askers ?? [])].every((asker) => reached?.has(asker))) continue
    entries.set(file, { because, isTest: false })
  }
}

function reachedFrom(start: string, importsOf: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const reached = new Set([start])
  for (const file of reached) for (const target of importsOf.get(file) ?? []) reached.add(target)
  return reached
}

/** Files that the engine keeps parsed would be the whole project: only what was read from them stays. */
function factsOf(project: Project, path: string): FileFacts | undefined {
  const text = project.text(path)
  if (text === undefined) return undefined
  try {
    return readFacts(new SourceFile(path, text, ''))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    project.source(path)
    return undefined
  }
}

function componentImports(project: Project, surroundings: Surroundings) {
  const found: { by: string; file: string; names: string[] }[] = []
  for (const by of surroundings.paths) {
    if (!/\.(vue|svelte|astro|mdx)$/.test(by)) continue
    const script = scriptOf(by, surroundings.text(by))
    let facts: FileFacts | undefined
    try {
      facts = readFacts(new SourceFile(`${by}.ts`, script, ''))
    } catch {
      // Its imports are read from the text instead.
    }
    const imports = facts
      ? [
          ...facts.imports.map(({ from, imported }) => ({ from, names: [imported] })),
          ...facts.bareImports.map((from) => ({ from, names: [] })),
          ...facts.units
            .flatMap((unit) => unit.imports)
            .map(({ from, names = ['*'] }) => ({ from, names: [...names] })),
        ]
      : importSpecifiers(script).map((from) => ({ from, names: ['*'] }))
    for (const { from, names } of imports) {
      const file = project.graph.resolve(by, from)
      if (file !== undefined) found.push({ by, file, names })
    }
  }
  return found
}

function scriptOf(path: string, text: string): string {
  if (path.endsWith('.astro')) return /^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? ''
  if (path.endsWith('.mdx'))
    return text
      .split('\n')
      .filter((line) => /^import\b/.test(line))
      .join('\n')
  return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
}

/** Paths in configuration files; those that only say which files a tool looks at are left out. */
function mentionedPaths(surroundings: Surroundings): Map<string, string> {
  const found = new Map<string, string>()
  for (const path of surroundings.paths) {
    if (!/\.(json|jsonc|json5|ya?ml|toml)$/.test(path)) continue
    if (
      /(^|\/)(package|tsconfig[\w.-]*|jsconfig|knip|biome|deno|renovate|lerna|turbo|nx)\.jsonc?$/.test(path)
    )
      continue
    const text = surroundings.text(path)
    if (text.length > 500_000) continue
    for (const [word] of text.matchAll(/[\w@.-]*\/[\w@./-]+|\b[\w-]+\.[cm]?[jt]sx?\b/g))
      if (!found.has(word)) found.set(word, path)
  }
  return found
}

function keepsUnusedImports(root: string): boolean {
  const path = join(root, 'tsconfig.json')
  if (!existsSync(path)) return false
  return /"(verbatimModuleSyntax|preserveValueImports)"\s*:\s*true/.test(readFileSync(path, 'utf8'))
}

function byPlace(a: DeadCodeFinding, b: DeadCodeFinding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.line - b.line || a.column - b.column || (a.id < b.id ? -1 : 1)
}

export { Level }
