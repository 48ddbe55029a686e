import type { Project } from '../survey/project.js'
import type { Oracle } from '../symbols/oracle.js'
import type { FileFacts } from './file-facts.js'
import { Level, type Reach } from './reach.js'

export interface MemberQuestion {
  readonly project: Project
  readonly facts: ReadonlyMap<string, FileFacts>
  readonly reach: Reach
  readonly oracle: Oracle
}

interface Site {
  readonly file: string
  readonly start: number
}

const word = /#?[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*/g
const hitsLookedAt = 40
/** Each search goes through all files again. */
const mostSearches = 300

/**
 * Who asks for class members, by what the type checker says of every place where their names stand: one question a
 * file. Asking for the references of each member would search all files again each time.
 */
export class MemberUses {
  readonly #question: MemberQuestion
  readonly #indexed = new Set<string>()
  readonly #sites = new Map<string, Site[]>()
  /** Keys of the declarations of members and of what types ask for, by file and offset. */
  readonly #declared = new Map<
    string,
    Map<number, { readonly name: string; readonly keys: readonly string[] }>
  >()
  /** Names in patterns and literals, where a name stands for a variable and a property at once. */
  readonly #inPatterns = new Set<string>()
  readonly #unknown = new Map<string, Site[]>()
  readonly #untyped = new Map<string, string | undefined>()
  #searches = 0

  constructor(question: MemberQuestion) {
    this.#question = question
  }

  /** Looks at every place of these names that was not looked at yet. */
  index(names: ReadonlySet<string>): void {
    const fresh = new Set([...names].filter((name) => !this.#indexed.has(name)))
    if (fresh.size === 0) return
    for (const name of fresh) this.#indexed.add(name)
    const { project, facts, oracle } = this.#question
    for (const [file, own] of facts) {
      const text = project.text(file) ?? ''
      const names: string[] = []
      const starts: number[] = []
      for (const { 0: found, index } of text.matchAll(word)) {
        if (!fresh.has(found)) continue
        names.push(found)
        starts.push(index)
      }
      if (starts.length === 0 || !oracle.knows(file)) continue
      const declarations = new Set(own.units.map(({ nameStart }) => nameStart))
      const answers = oracle.declarationsAt(file, starts)
      for (const [at, start] of starts.entries())
        this.#note(file, text, names[at]!, start, answers[at], declarations)
    }
  }

  #note(
    file: string,
    text: string,
    name: string,
    start: number,
    keys: readonly string[] | undefined,
    declarations: ReadonlySet<number>,
  ): void {
    const site = { file, start }
    const declared = this.#declared.get(file) ?? new Map<number, { name: string; keys: readonly string[] }>()
    this.#declared.set(file, declared)
    if (keys) declared.set(start, { name, keys })
    for (const key of keys ?? []) {
      const sites = this.#sites.get(key)
      if (sites) sites.push(site)
      else this.#sites.set(key, [site])
    }
    const before = /\S(?=\s*$)/.exec(text.slice(Math.max(0, start - 60), start))?.[0]
    if (!keys && before === '.') this.#unknown.set(name, [...(this.#unknown.get(name) ?? []), site])
    if ((before === '{' || before === ',') && !declarations.has(start)) this.#inPatterns.add(name)
  }

  /** Units that refer to the member; `undefined` for a use outside of the project. */
  of(member: number): (number | undefined)[] {
    const { oracle, reach } = this.#question
    const { file, unit } = reach.at(member)
    const [name = ''] = unit.names
    if (!oracle.knows(file)) return reach.isAskedByName(name) ? [undefined] : []
    if (reach.hasForeignHeritage(member)) return this.#references(member)
    const keys = new Set<string>()
    for (const { file: at, unit: own } of [member, ...reach.relatedMembers(member)].map((id) => reach.at(id)))
      for (const key of this.#declared.get(at)?.get(own.nameStart)?.keys ?? []) keys.add(key)
    for (const type of reach.contractsOf(member)) {
      const { file: at, unit: own } = reach.at(type)
      for (const [start, found] of this.#declared.get(at) ?? [])
        if (found.name === name && start >= own.start && start < own.end)
          for (const key of found.keys) keys.add(key)
    }
    const users = [...keys].flatMap((key) => this.#sites.get(key) ?? []).flatMap((site) => this.#userAt(site))
    return users.length === 0 && this.#inPatterns.has(name) ? this.#references(member) : users
  }

  /** Beyond the most that is searched for, somebody counts as a user: it stays. */
  #references(member: number): (number | undefined)[] {
    this.#searches += 1
    if (this.#searches > mostSearches) return [undefined]
    const { facts, oracle, reach } = this.#question
    const { file, unit } = reach.at(member)
    return oracle
      .referencesTo(file, unit.nameStart)
      .flatMap((place): (number | undefined)[] => (facts.has(place.file) ? this.#userAt(place) : [undefined]))
  }

  /** The unit around a place, unless the place declares: an interface's member, a base class's, an override. */
  #userAt({ file, start }: Site): number[] {
    const { reach } = this.#question
    const user = reach.unitAt(file, start)
    if (user === undefined) return []
    const { unit } = reach.at(user)
    return unit.kind === 'type' || unit.nameStart === start ? [] : [user]
  }

  /** A file of living code in which the name is asked of something without a type. */
  untypedUse(name: string): string | undefined {
    if (!this.#untyped.has(name)) this.#untyped.set(name, this.#findUntyped(name))
    return this.#untyped.get(name)
  }

  #findUntyped(name: string): string | undefined {
    const { reach, oracle } = this.#question
    const living = (this.#unknown.get(name) ?? []).filter(({ file }) => reach.fileLevel(file) > Level.dead)
    return living
      .slice(0, hitsLookedAt)
      .find(({ file, start }) => oracle.typeAt(file, start, start + name.length)?.isAny)?.file
  }
}
