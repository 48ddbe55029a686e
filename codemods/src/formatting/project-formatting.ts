import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hashOf } from '../apply/hash.js'
import { biomeFormatters } from './biome-formatter.js'
import { prettierFormatters } from './prettier-formatter.js'
import type { FileText, TextFormatter } from './text-formatter.js'

/** A file's text in a plan, and before it; `before` is absent for files that the plan creates. */
export interface PlannedText extends FileText {
  readonly before?: string
}

export interface FormattingOptions {
  /** Also what is code in a formatter's configuration: Prettier's may be modules, and name plugins. */
  readonly runsConfiguration?: boolean
  /** For all calls together; what is not formatted by then stays as it is. */
  readonly patienceMs?: number
}

/**
 * The formatters that are installed in a project and that it uses: by a configuration, or as its dependency. A file that
 * was as one of them writes it gets its new text from that one; others stay as they are. New files go with the most.
 */
export class ProjectFormatting {
  readonly #tools: readonly Tool[]
  #patienceMs: number

  constructor(root: string, { runsConfiguration = false, patienceMs = 60_000 }: FormattingOptions = {}) {
    this.#patienceMs = patienceMs
    this.#tools = [
      new Tool(root, (folder) => (uses(folder, biomeUse) ? biomeFormatters(root, folder) : [])),
      new Tool(root, (folder) =>
        uses(folder, prettierUse) ? prettierFormatters(root, folder, runsConfiguration) : [],
      ),
    ]
  }

  /** The texts that a formatter would have written otherwise. */
  async format(files: readonly PlannedText[]): Promise<ReadonlyMap<string, string>> {
    const formatted = new Map<string, string>()
    for (const tool of this.#tools) {
      const texts = files.map((file) => ({ ...file, text: formatted.get(file.path) ?? file.text }))
      const own = texts.filter(({ path }) => tool.formattersFor(path).length > 0)
      if (own.length === 0) continue
      const start = Date.now()
      for (const [path, text] of await tool.format(own, start + this.#patienceMs)) formatted.set(path, text)
      this.#patienceMs -= Date.now() - start
    }
    return formatted
  }
}

/** A formatter with the ways in which it may be used, of which each file follows the first that it was written by. */
class Tool {
  readonly #root: string
  readonly #find: (folder: string) => readonly TextFormatter[]
  readonly #byFolder = new Map<string, readonly TextFormatter[]>()
  readonly #byProgram = new Map<string, readonly TextFormatter[]>()
  /** By path and text before. */
  readonly #formatterOf = new Map<string, TextFormatter | undefined>()
  readonly #formatted = new Map<TextFormatter, Map<string, string | undefined>>()

  constructor(root: string, find: (folder: string) => readonly TextFormatter[]) {
    this.#root = root
    this.#find = find
  }

  formattersFor(path: string): readonly TextFormatter[] {
    const folder = dirname(join(this.#root, path))
    const known = this.#byFolder.get(folder)
    if (known) return known
    const found = this.#find(folder)
    // The same installation for all folders that find it, so that one process formats their files.
    const program = found[0]?.program ?? ''
    const formatters = this.#byProgram.get(program) ?? found
    this.#byProgram.set(program, formatters)
    this.#byFolder.set(folder, formatters)
    return formatters
  }

  async format(files: readonly PlannedText[], deadline: number): Promise<Map<string, string>> {
    await this.#findFormatters(files, deadline)
    const chosen = groupedBy(files, (file) => this.#chosenFor(file, files))
    const changed = new Map<string, string>()
    for (const [formatter, own] of chosen) {
      const texts = await this.#ask(formatter, own, deadline)
      for (const [index, file] of own.entries()) {
        const text = texts[index]
        if (text !== undefined && text !== file.text) changed.set(file.path, text)
      }
    }
    return changed
  }

  /** What a formatter makes of texts; of those it was asked for before, what it made of them then. */
  async #ask(
    formatter: TextFormatter,
    files: readonly FileText[],
    deadline: number,
  ): Promise<(string | undefined)[]> {
    const known = this.#formatted.get(formatter) ?? new Map<string, string | undefined>()
    this.#formatted.set(formatter, known)
    const fresh = files.filter((file) => !known.has(keyOf(file)))
    const texts = await formatter.format(fresh, deadline)
    for (const [index, file] of fresh.entries()) known.set(keyOf(file), texts[index])
    return files.map((file) => known.get(keyOf(file)))
  }

  /** Which formatter each file that is not new was formatted by. */
  async #findFormatters(files: readonly PlannedText[], deadline: number): Promise<void> {
    const open = files.flatMap(({ path, before, text: after }) => {
      const file = { path, text: before ?? '', after }
      return before === undefined || this.#formatterOf.has(keyOf(file)) ? [] : [file]
    })
    const created = files.filter(({ before }) => before === undefined)
    const afterwards = ({ path, after }: (typeof open)[number]) => ({ path, text: after })
    const rounds = Math.max(0, ...open.map(({ path }) => this.formattersFor(path).length))
    for (let round = 0; round < rounds; round += 1) {
      const asked = groupedBy(
        open.filter((file) => !this.#formatterOf.has(keyOf(file))),
        ({ path }) => this.formattersFor(path)[round],
      )
      for (const [formatter, own] of asked) {
        const soon = formatter.startsSlowly ? [...own.map(afterwards), ...created] : []
        const texts = await this.#ask(formatter, [...own, ...soon], deadline)
        for (const [index, file] of own.entries())
          if (texts[index] === file.text) this.#formatterOf.set(keyOf(file), formatter)
      }
    }
    for (const file of open)
      if (!this.#formatterOf.has(keyOf(file))) this.#formatterOf.set(keyOf(file), undefined)
  }

  #chosenFor({ path, before }: PlannedText, files: readonly PlannedText[]): TextFormatter | undefined {
    if (before !== undefined) return this.#formatterOf.get(keyOf({ path, text: before }))
    const users = (formatter: TextFormatter | undefined) =>
      files.filter(
        ({ path, before }) =>
          before !== undefined && this.#formatterOf.get(keyOf({ path, text: before })) === formatter,
      ).length
    const [most] = [...this.formattersFor(path)].sort((a, b) => users(b) - users(a))
    return most && users(most) >= users(undefined) ? most : undefined
  }
}

function groupedBy<Of>(
  files: readonly Of[],
  formatterOf: (file: Of) => TextFormatter | undefined,
): Map<TextFormatter, Of[]> {
  const groups = new Map<TextFormatter, Of[]>()
  for (const file of files) {
    const formatter = formatterOf(file)
    if (!formatter) continue
    const group = groups.get(formatter) ?? []
    groups.set(formatter, group)
    group.push(file)
  }
  return groups
}

function keyOf({ path, text }: FileText): string {
  return `${path}\n${hashOf(text)}`
}

interface Use {
  readonly files: readonly string[]
  /** In the text of a package.json. */
  readonly named: RegExp
}

const biomeUse: Use = {
  files: ['biome.json', 'biome.jsonc', '.biome.json', '.biome.jsonc'],
  named: /"@biomejs\/biome"\s*:/,
}
const moduleExtensions = ['js', 'cjs', 'mjs', 'ts', 'cts', 'mts']
const prettierUse: Use = {
  files: [
    '.prettierrc',
    ...['json', 'json5', 'yaml', 'yml', 'toml', ...moduleExtensions].map(
      (extension) => `.prettierrc.${extension}`,
    ),
    ...moduleExtensions.map((extension) => `prettier.config.${extension}`),
  ],
  named: /"prettier"\s*:/,
}

/** Whether a folder or one above it speaks of a formatter, up to the root of its repository. */
function uses(folder: string, { files, named }: Use): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (files.some((name) => existsSync(join(at, name)))) return true
    const manifest = join(at, 'package.json')
    if (existsSync(manifest) && named.test(readFileSync(manifest, 'utf8'))) return true
    if (existsSync(join(at, '.git')) || dirname(at) === at) return false
  }
}
