import { posix } from 'node:path'
import picomatch from 'picomatch'
import type { PackageJson } from '../survey/module-graph.js'
import { type Convention, conventions, folderRunners, testConvention } from './frameworks.js'
import type { Surroundings } from './surroundings.js'

export interface EntryPoint {
  /** Completes "… is reached because": `package.json names it as "main"`. */
  readonly because: string
  readonly isTest: boolean
  /** The configuration of a tool: the paths in it are loaded. */
  readonly isTool?: true
}

export interface EntryOptions {
  readonly files: readonly string[]
  readonly surroundings: Surroundings
  /** Globs relative to the root. */
  readonly configured?: readonly string[] | undefined
  /** Leaves out what only tests load. */
  readonly production?: boolean | undefined
  readonly hasShebang: (file: string) => boolean
  readonly saysHowToRun: (file: string) => boolean
}

interface Manifest extends PackageJson {
  readonly main?: unknown
  readonly module?: unknown
  readonly browser?: unknown
  readonly types?: unknown
  readonly typings?: unknown
  readonly bin?: unknown
  readonly exports?: unknown
  readonly imports?: unknown
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** Where the project is entered from outside: manifests, conventions of frameworks and tools, the configuration. */
export function entryPoints(options: EntryOptions): Map<string, EntryPoint> {
  const found = new Entries(options)
  for (const path of options.surroundings.paths) {
    if (posix.basename(path) === 'package.json') found.manifest(path)
    else if (/\.html$/.test(path)) found.html(path)
    else if (
      /(^|\/)(serverless|template|wrangler|netlify|vercel|angular|project|nest-cli)\b[^/]*\.(ya?ml|toml|jsonc?)$/.test(
        path,
      )
    )
      found.mentions(path)
    else if (startsPrograms.test(path)) found.commands(path)
    else if (/\.mdx?$/.test(path)) found.commands(path, true)
  }
  for (const file of options.files) if (processManager.test(file)) found.commands(file)
  found.globs('.', options.configured ?? [], 'the configuration names it', false)
  for (const file of options.files)
    if (options.hasShebang(file)) found.add(file, 'it starts with #! and is run by itself', false)
    else if (options.saysHowToRun(file)) found.add(file, 'its own comment shows how it is started', false)
  found.usual()
  return found.entries
}

/** Files that hold commands: of images, hosts, process managers, workflows and shells. */
export const startsPrograms =
  /(^|\/)((Docker|Container|Make|Proc|Just|just|Task)file\b[^/]*|[^/]*\.(dockerfile|sh|bash|zsh|bat|cmd|ps1|service)|(docker-)?compose\b[^/]*\.ya?ml|(fly|nixpacks|railway|app|render|cloudbuild|Taskfile|nodemon|\.gitlab-ci|pm2|ecosystem)\b[^/]*\.(ya?ml|toml|json))$|(^|\/)\.(github\/workflows|circleci|devcontainer)\/[^/]+$/
const processManager = /(^|\/)(pm2|ecosystem)\b[^/]*\.[cm]?[jt]s$/

const runners = /(^|\/)(node|nodemon|bun|tsx|ts-node(-dev|-esm)?|vite-node|jiti|pm2|start)$/

const usualEntries = ['index', 'main', 'server', 'app', 'cli'].flatMap((name) => [
  `{src/,}${name}.{js,ts,mjs,mts,cjs,cts,jsx,tsx}`,
])

class Entries {
  readonly entries = new Map<string, EntryPoint>()
  readonly #options: EntryOptions
  readonly #files: ReadonlySet<string>

  constructor(options: EntryOptions) {
    this.#options = options
    this.#files = new Set(options.files)
  }

  add(file: string, because: string, isTest: boolean, isTool = false): void {
    if (isTest && this.#options.production) return
    const known = this.entries.get(file)
    if (!known || (known.isTest && !isTest))
      this.entries.set(file, { because, isTest, ...(isTool && { isTool }) })
  }

  globs(folder: string, patterns: readonly string[], because: string, isTest: boolean, isTool = false): void {
    if (patterns.length === 0) return
    const inside = folder === '.' ? '' : `${folder}/`
    const matches = picomatch([...patterns], { dot: true })
    for (const file of this.#files)
      if (file.startsWith(inside) && matches(file.slice(inside.length)))
        this.add(file, because, isTest, isTool)
  }

  manifest(path: string): void {
    const manifest = this.#options.surroundings.json(path) as Manifest | undefined
    if (typeof manifest !== 'object' || manifest === null) return
    const folder = posix.dirname(path)
    for (const key of [
      'main',
      'module',
      'browser',
      'types',
      'typings',
      'bin',
      'exports',
      'imports',
    ] as const) {
      for (const target of strings(manifest[key]))
        for (const file of this.#published(folder, target))
          this.add(file, `${path} names it as "${key}"`, false)
    }
    const scripts = Object.entries(manifest.scripts ?? {})
    for (const [name, script] of scripts) {
      const isTest = /^(pre|post)?test\b|:test\b/.test(name)
      for (const file of this.#run(folder, script))
        this.add(file, `the script "${name}" runs it`, isTest, isTest)
    }
    const all = scripts.map(([, script]) => script).join('\n')
    for (const runner of folderRunners)
      if (runner.script.test(all)) this.globs(folder, runner.entries, 'the test runner loads it', true)
    const packages = new Set([
      ...Object.keys(manifest.dependencies ?? {}),
      ...Object.keys(manifest.devDependencies ?? {}),
      ...Object.keys(manifest.peerDependencies ?? {}),
    ])
    for (const convention of [...conventions, testConvention]) this.#convention(folder, convention, packages)
  }

  #convention(
    folder: string,
    { name, packages, entries, isTest }: Convention,
    present: ReadonlySet<string>,
  ): void {
    if (packages.length > 0 && !packages.some((one) => present.has(one))) return
    const because = packages.length > 0 ? `${name} loads it by its place` : `it is ${name}`
    this.globs(folder, entries, because, isTest === true, packages.length === 0 && !isTest)
  }

  /** `<script src="/src/main.ts">` */
  html(path: string): void {
    for (const [, source] of this.#options.surroundings
      .text(path)
      .matchAll(/<script[^>]*\ssrc=["']([^"']+)["']/g)) {
      const folder = source!.startsWith('/') ? this.#packageFolder(path) : posix.dirname(path)
      const file = this.#existing(folder, source!.replace(/^\//, ''))
      if (file) this.add(file, `${path} loads it`, false)
    }
  }

  /** Handlers such as `src/users.create` and plain paths in the files of hosts and build tools. */
  mentions(path: string): void {
    const folder = posix.dirname(path)
    for (const [word] of this.#options.surroundings
      .text(path)
      .matchAll(/[\w@./-]+\/[\w@./-]+|[\w-]+\.[cm]?[jt]sx?\b/g)) {
      const file = this.#existing(folder, word) ?? this.#existing(folder, word.replace(/\.\w+$/, ''))
      if (file) this.add(file, `${path} names it`, false)
    }
  }

  /** `CMD ["node", "dist/server.js"]`, relative to its folder or to the root; in prose, only what `node` and the like are given. */
  commands(path: string, isProse = false): void {
    const text = this.#options.surroundings.text(path)
    for (const folder of new Set([posix.dirname(path), '.']))
      for (const file of this.#run(folder, text, isProse)) this.add(file, `${path} runs it`, false)
  }

  /** Nothing says where a package starts: the names that usually do. */
  usual(): void {
    const started = [...this.entries].filter(([, { isTest, isTool }]) => !isTest && !isTool)
    const folders = this.#options.surroundings.paths
      .filter((path) => posix.basename(path) === 'package.json')
      .map((path) => posix.dirname(path))
    const entered = new Set(started.map(([file]) => this.#packageFolder(file)))
    for (const folder of new Set(['.', ...folders]))
      if (!entered.has(folder))
        this.globs(folder, usualEntries, 'its name is one that programs start with', false)
  }

  /** What commands run: sources, or what is built of them. */
  #run(folder: string, commands: string, isProse = false): Set<string> {
    const found = new Set<string>()
    let isArgument = false
    for (const word of commands.split(/[\s'"`=;&|(),[\]]+/)) {
      const isPath = /[./]/.test(word)
        ? isArgument || !isProse
        : isArgument && !isProse && !word.startsWith('-')
      // Images put the project into a folder of their own: /app/dist/server.js
      const path = word.replace(/^\/[^/]+\//, '')
      const file = isPath ? this.#existing(folder, path) : undefined
      if (file) found.add(file)
      else if (isPath && (isArgument || /\.[cm]?js$/.test(path)))
        for (const source of this.#published(folder, path)) found.add(source)
      isArgument = runners.test(word) || (isArgument && word.startsWith('-'))
    }
    return found
  }

  #packageFolder(path: string): string {
    for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder))
      if (this.#options.surroundings.paths.includes(`${folder}/package.json`)) return folder
    return '.'
  }

  #existing(folder: string, target: string): string | undefined {
    const path = posix.join(folder, target)
    if (this.#files.has(path)) return path
    const stem = path.replace(/\.[cm]?jsx?$/, '')
    for (const extension of ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'])
      if (this.#files.has(stem + extension)) return stem + extension
    return undefined
  }

  /** The sources behind what a manifest publishes, which is often built: `./dist/index.js` is `src/index.ts`. */
  #published(folder: string, target: string): string[] {
    const path = posix.normalize(target).replace(/^\.\//, '')
    if (path.includes('*')) {
      const glob = path.replace(/\*+/g, '**')
      const stems = sourceSpellings(glob).map((spelling) => spelling.replace(/(\.d)?\.[cm]?[jt]sx?$/, ''))
      const globs = stems.map((stem) => posix.join(folder, `${stem}{/*,}.{js,jsx,ts,tsx,mjs,mts,cjs,cts}`))
      const matches = picomatch(globs, { dot: true })
      return [...this.#files].filter((file) => matches(file) && !/\.(test|spec)\./.test(file))
    }
    const spellings = /^[^./]+$/.test(path) ? sourceSpellings(`${path}/index.js`) : sourceSpellings(path)
    for (const spelling of spellings) {
      const bare = spelling.replace(/\.d\.([cm]?)ts$/, '.$1js')
      const file = this.#existing(folder, bare) ?? this.#existing(folder, posix.join(bare, 'index'))
      if (file) return [file]
    }
    return this.#endingWith(folder, path)
  }

  /** Built into a folder of another name, `dist-electron/main.js`: every source of that name may be meant. */
  #endingWith(folder: string, path: string): string[] {
    const inside = folder === '.' ? '' : `${folder}/`
    const tail = /^[^/]+(\/.+?)(\.d)?\.[cm]?[jt]s$/.exec(path)?.[1]
    if (tail === undefined) return []
    return [...this.#files].filter(
      (file) =>
        file.startsWith(inside) && `/${file.slice(inside.length)}`.replace(/\.\w+$/, '').endsWith(tail),
    )
  }
}

function sourceSpellings(path: string): string[] {
  const built = /^(dist|build|lib|out|output|esm|cjs|es|types|typings)\//
  const formats = /^(dist|build|lib|out|output)\/(esm|cjs|es|types|node|browser|src|mjs)\//
  return [
    path,
    path.replace(formats, 'src/'),
    path.replace(built, 'src/'),
    path.replace(built, ''),
    `src/${path}`,
  ]
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(strings)
}
