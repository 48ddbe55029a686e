import { compareNames, compareSources } from '../edits/import-order.js'
import type { ImportNeed } from '../plan/proposal.js'
import { type CodeStyle, type RepositoryMethod, renderMethod } from './repository-method.js'
import type { RepositoryDraft } from './repository-registry.js'

export interface LivingMethod {
  readonly method: RepositoryMethod
  readonly name: string
}

export interface RepositoryText {
  readonly text: string
  /** Where each method, with its row interface, stands in the text. */
  readonly segments: readonly { readonly method: number; readonly start: number; readonly end: number }[]
}

export interface RepositoryContext {
  readonly style: CodeStyle
  /** Absent where no one database is injected: its repositories are made on connections. */
  readonly token?: string
  /** Import specifier for a need, as this file would write it. */
  readonly specifierFor: (target: ImportNeed['target']) => string
  readonly databaseSpecifier: string
  readonly commonJs?: boolean
}

/** A repository file that does not exist yet. */
export function renderRepository(
  repository: RepositoryDraft,
  methods: readonly LivingMethod[],
  context: RepositoryContext,
): RepositoryText {
  const { style } = context
  const { indent } = style
  const end = style.semicolons ? ';' : ''
  const writer = new Writer(style.lineEnding)
  for (const line of importLines(methods, context)) writer.line(line)
  writer.line('')
  for (const { method } of style.typed ? uniqueInterfaces(methods) : []) {
    writer.begin(method.id)
    writer.line(`export interface ${method.rowInterface!.name} {`)
    for (const member of method.rowInterface!.text.split('\n'))
      writer.line(member.replace(/^ {2}/, indent) + end)
    writer.line('}')
    writer.end()
    writer.line('')
  }
  writer.line(`/** Data access to \`${repository.table}\`. */`)
  writer.line(`${context.commonJs ? '' : 'export '}class ${repository.className} extends Repository {`)
  if (context.token !== undefined) {
    writer.line(`${indent}constructor(db = inject(${context.token})) {`)
    writer.line(`${indent}${indent}super(db)${end}`)
    writer.line(`${indent}}`)
  }
  for (const [index, { method, name }] of methods.entries()) {
    if (index > 0 || context.token !== undefined) writer.line('')
    writer.begin(method.id)
    for (const line of renderMethod(method, name, style).split('\n')) writer.line(line)
    writer.end()
  }
  writer.line('}')
  if (context.commonJs) {
    writer.line('')
    writer.line(`module.exports = { ${repository.className} }${end}`)
  }
  return { text: writer.text, segments: writer.segments }
}

function importLines(methods: readonly LivingMethod[], context: RepositoryContext): string[] {
  const { quote, semicolons } = context.style
  const end = semicolons ? ';' : ''
  const importing = (names: string, from: string) =>
    context.commonJs
      ? `const { ${names} } = require(${quote}${from}${quote})${end}`
      : `import { ${names} } from ${quote}${from}${quote}${end}`
  const runtime = context.token === undefined ? 'Repository' : 'inject, Repository'
  const first = importing(runtime, '@duckshift/runtime')
  const own =
    context.token === undefined
      ? []
      : [[context.databaseSpecifier, importing(context.token, context.databaseSpecifier)] as const]
  if (!context.style.typed) return [first, ...own.map(([, line]) => line)]
  const types = new Map<string, Set<string>>()
  for (const need of methods.flatMap(({ method }) => method.imports)) {
    const specifier = context.specifierFor(need.target)
    const names = types.get(specifier) ?? new Set()
    types.set(specifier, names.add(need.alias ? `${need.name} as ${need.alias}` : need.name))
  }
  const typed = [...types].map(([specifier, names]) => {
    const sorted = [...names].sort(compareNames)
    return [
      specifier,
      `import type { ${sorted.join(', ')} } from ${quote}${specifier}${quote}${end}`,
    ] as const
  })
  const lines = [...own, ...typed].sort(([a], [b]) => compareSources(a, b))
  return [first, ...lines.map(([, line]) => line)]
}

export function uniqueInterfaces(methods: readonly LivingMethod[]): LivingMethod[] {
  const seen = new Set<string>()
  return methods.filter(({ method }) => {
    const name = method.rowInterface?.name
    return name !== undefined && !seen.has(name) && seen.add(name)
  })
}

class Writer {
  text = ''
  readonly segments: { method: number; start: number; end: number }[] = []
  readonly #eol: string
  #open: { method: number; start: number } | undefined

  constructor(eol: string) {
    this.#eol = eol
  }

  line(text: string): void {
    this.text += text.replace(/\r?\n/g, this.#eol) + this.#eol
  }

  begin(method: number): void {
    this.#open = { method, start: this.text.length }
  }

  end(): void {
    if (this.#open) this.segments.push({ ...this.#open, end: this.text.length })
    this.#open = undefined
  }
}
