import { escapePattern } from '../edits/escape-pattern.js'
import type { DatabaseToken } from '../plan/planning.js'
import type { ExistingMethod } from './existing-methods.js'
import type { RepositoryMethod } from './repository-method.js'
import { withoutLayout } from './type-text.js'

/** One repository class: the file it lives in and what is already there. */
export interface RepositoryDraft {
  readonly className: string
  /** The manifest of the package it belongs to: classes of one name in two packages are two. Absent: the file tells. */
  readonly package?: string
  /** Path of its file, relative to the project root. */
  readonly file: string
  /** Name of the variable or field that call sites hold it in. */
  readonly variable: string
  /** The table it is about, for its docstring. */
  readonly table: string
  /** The database that a class to be created is given: module and name of its token. Absent where none is injected. */
  readonly database?: DatabaseToken
  /** Its file, where it is to be created, is a CommonJS module. */
  readonly commonJs?: true
  /** Member names of the class as it is on disk; absent when the file is to be created. */
  readonly existing?: ReadonlySet<string>
  /** Methods that are there already, one statement each: an equal request takes them as they are. */
  readonly methods?: readonly ExistingMethod[]
  /** Names of its methods, by what each takes and does: `methodKey`. */
  readonly bodies?: ReadonlyMap<string, string>
  /** The interfaces that its file declares already, by name. */
  readonly interfaces?: ReadonlyMap<string, string>
}

type NewMethod = Omit<RepositoryMethod, 'id'>
type RowInterface = NonNullable<RepositoryMethod['rowInterface']>

/** The repositories a plan writes, and the methods that call sites asked for. Equal requests share one method. */
export class RepositoryRegistry {
  readonly #repositories = new Map<string, RepositoryDraft>()
  readonly #methods: { readonly repository: RepositoryDraft; readonly method: RepositoryMethod }[] = []
  readonly #ids = new Map<string, number>()
  /** What each name that a class's file imports stands for, by class. */
  readonly #imported = new Map<string, Map<string, string>>()

  add(repository: RepositoryDraft): RepositoryDraft {
    const known = this.#repositories.get(idOf(repository))
    // One that was asked for on connections alone may be wanted with its database later.
    if (known && !known.database && repository.database)
      Object.assign(known, { database: repository.database })
    if (known) return known
    this.#repositories.set(idOf(repository), repository)
    return repository
  }

  /** The one that has been added already under a draft's name. */
  known(draft: RepositoryDraft): RepositoryDraft | undefined {
    return this.#repositories.get(idOf(draft))
  }

  request(repository: RepositoryDraft, asked: NewMethod): number {
    const method = this.#withOwnNames(repository, asked)
    const types = isTyped(repository) && [
      method.rowType && withoutLayout(method.rowType),
      method.imports,
      method.parameters.map((parameter) => parameter.type),
    ]
    const key = JSON.stringify([
      idOf(repository),
      method.sqlValue,
      method.result,
      method.argument?.startsWith('{') && method.argument,
      method.parameters.length,
      types,
      method.isBuilt && [method.sql, method.argument, method.before, method.parameters],
    ])
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    const id = this.#methods.length
    this.#methods.push({ repository, method: { ...method, id } })
    this.#ids.set(key, id)
    return id
  }

  /** Types of one name from two files are told apart, and rows of one name that differ. */
  #withOwnNames(repository: RepositoryDraft, method: NewMethod): NewMethod {
    const id = idOf(repository)
    const taken = this.#imported.get(id) ?? new Map(ownNames(repository.className))
    this.#imported.set(id, taken)
    let { rowType, parameters, before } = method
    const imports = method.imports.map((need) => {
      const local = need.alias ?? need.name
      const meant = JSON.stringify([need.target, need.name])
      let name = local
      for (let next = 2; (taken.get(name) ?? meant) !== meant; next += 1) name = `${local}${next}`
      taken.set(name, meant)
      if (name === local) return need
      const named = new RegExp(`\\b${escapePattern(local)}\\b`, 'g')
      rowType = rowType?.replace(named, name)
      parameters = parameters.map((each) => ({ ...each, type: each.type.replace(named, name) }))
      const annotated = new RegExp(`(:\\s*(?:readonly\\s+)?)${escapePattern(local)}\\b`, 'g')
      before = before?.map((line) => ({ ...line, text: line.text.replace(annotated, `$1${name}`) }))
      return { ...need, alias: name }
    })
    const rowInterface =
      method.rowInterface && this.#ownInterface(repository, method, method.rowInterface, taken)
    const own = { ...method, imports, parameters, ...(before && { before }) }
    if (rowInterface) return { ...own, rowInterface, rowType: rowInterface.name }
    return { ...own, ...(rowType !== undefined && { rowType }) }
  }

  #ownInterface(
    { interfaces, methods }: RepositoryDraft,
    { sqlValue }: NewMethod,
    asked: RowInterface,
    taken: Map<string, string>,
  ): RowInterface {
    const meant = withoutLayout(`{\n${asked.text}\n}`)
    // What it gives already may have been told more exactly since.
    const isGiven = (name: string) =>
      methods?.some((each) => each.sqlValue === sqlValue && each.rowType === name)
    const isFree = (name: string) =>
      (taken.get(name) ?? meant) === meant && ((interfaces?.get(name) ?? meant) === meant || isGiven(name))
    let { name } = asked
    for (let next = 2; !isFree(name); next += 1) name = `${asked.name}${next}`
    taken.set(name, meant)
    return { ...asked, name }
  }

  /** The name of a method that the class has already; undefined for one that the plan adds. */
  present(id: number): string | undefined {
    const { repository, method } = this.method(id)
    if (method.custom) {
      const parameters = method.parameters.map(({ name, type }) =>
        isTyped(repository) ? `${name}: ${type}` : name,
      )
      return repository.bodies?.get(methodKey(parameters, `{ ${method.custom.lines.join('\n')} }`))
    }
    if (method.isBuilt) return undefined
    return repository.methods?.find((existing) => isSame(existing, method, isTyped(repository)))?.name
  }

  method(id: number): { readonly repository: RepositoryDraft; readonly method: RepositoryMethod } {
    return this.#methods[id]!
  }

  /** Names for the living methods: the first of a method's names that is free in its class, else the last with a number. */
  names(living: Iterable<number>): Map<number, string> {
    const taken = new Map<string, Set<string>>()
    const names = new Map<number, string>()
    for (const id of [...new Set(living)].sort((a, b) => a - b)) {
      const { repository, method } = this.method(id)
      const present = this.present(id)
      if (present !== undefined) {
        names.set(id, present)
        continue
      }
      const used =
        taken.get(idOf(repository)) ?? new Set(['constructor', 'db', ...(repository.existing ?? [])])
      taken.set(idOf(repository), used)
      const name =
        method.names.find((candidate) => !used.has(candidate)) ?? numbered(method.names.at(-1)!, used)
      used.add(name)
      names.set(id, name)
    }
    return names
  }
}

/** What a method takes and does, however it is laid out and whatever it is called. */
export function methodKey(parameters: readonly string[], body: string): string {
  return `(${parameters.join(', ')}) ${body}`
    .replace(/\s+/g, ' ')
    .replaceAll("'", '"')
    .replace(/\s*([^\w$\s])\s*/g, '$1')
    .replaceAll(';', '')
    .replace(/,(?=[)\]}])/g, '')
}

function idOf({ className, file, package: manifest = file }: RepositoryDraft): string {
  return `${manifest}#${className}`
}

/** What stands in a repository's file anyway. */
function ownNames(className: string): [string, string][] {
  return [className, 'Repository', 'inject'].map((name) => [name, ''])
}

function numbered(name: string, used: ReadonlySet<string>): string {
  let number = 2
  while (used.has(`${name}${number}`)) number += 1
  return `${name}${number}`
}

function isSame(existing: ExistingMethod, wanted: RepositoryMethod, typed: boolean): boolean {
  return (
    existing.sqlValue === wanted.sqlValue &&
    existing.result === wanted.result &&
    existing.named === (wanted.argument?.startsWith('{') ?? false) &&
    existing.parameters.length === wanted.parameters.length &&
    existing.passes?.every((name, index) => existing.parameters[index]?.name === name) === true &&
    (!typed || isOfSameTypes(existing, wanted))
  )
}

function isOfSameTypes(existing: ExistingMethod, wanted: RepositoryMethod): boolean {
  return (
    withoutLayout(existing.rowType ?? '') === withoutLayout(wanted.rowType ?? '') &&
    existing.parameters.every((parameter, index) => parameter.type === wanted.parameters[index]!.type)
  )
}

/** JavaScript shows no types: methods that differ in these alone are one. */
function isTyped({ file }: RepositoryDraft): boolean {
  return /\.[cm]?tsx?$/.test(file)
}
