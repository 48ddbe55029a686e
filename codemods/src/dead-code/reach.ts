import { posix } from 'node:path'
import picomatch from 'picomatch'
import type { EntryPoint } from './entry-points.js'
import type { DynamicImport, ExportFact, FileFacts, Reference, Shape, Unit } from './file-facts.js'

/** How sure it is that something is reached. */
export enum Level {
  dead = 0,
  /** Only through something dynamic. */
  uncertain = 1,
  reached = 2,
}

export interface ReachOptions {
  readonly facts: ReadonlyMap<string, FileFacts>
  readonly entries: ReadonlyMap<string, EntryPoint>
  readonly resolve: (from: string, specifier: string) => string | undefined
  /** Files that components (.vue, .svelte, …) import, with the names they take. */
  readonly componentImports: readonly {
    readonly by: string
    readonly file: string
    readonly names: readonly string[]
  }[]
  /** Paths and words of configuration files, with the file that has them. */
  readonly mentions: ReadonlyMap<string, string>
  /** Imports run for their effects even when nothing of them is used, as in JavaScript. */
  readonly evaluatesUnused: boolean
}

/** One declaration of one file. */
export interface UnitId {
  readonly file: string
  readonly unit: number
}

const protocol = new Set([
  'toString',
  'toJSON',
  'valueOf',
  'then',
  'next',
  'connectedCallback',
  'disconnectedCallback',
  'adoptedCallback',
  'attributeChangedCallback',
  'observedAttributes',
  'formAssociated',
])
/** Foreign base classes that call nothing of their subclasses. */
const quietBases =
  /^(Error|TypeError|RangeError|Repository|Map|Set|WeakMap|Array|URL|AggregateError|DatabaseError)$/

/** It names the accessors, which does not keep these. */
const saysWhatMigrates = /(^|\/)duckshift\.config\.[cm]?[jt]s$/

/** What says where a bundle starts. */
const ofBundler = /(^|\/)[\w.-]*(webpack|rollup|rspack|vite|esbuild|tsup|config)[\w.-]*\.[cm]?[jt]s$/
const bareFileName = /^[\w-]+\.[cm]?[jt]sx?$/

/** Marks what the entry points reach: files, declarations, members, exports, imports, packages. */
export class Reach {
  readonly #options: ReachOptions
  readonly #units: { readonly file: string; readonly index: number; readonly unit: Unit }[] = []
  readonly #base = new Map<string, number>()
  readonly #levels: Level[] = []
  readonly #byName = new Map<string, ReadonlyMap<string, readonly number[]>>()
  readonly #exportsByName = new Map<string, ReadonlyMap<string, readonly ExportFact[]>>()
  readonly #membersOf = new Map<number, Map<string, number[]>>()
  readonly #classesWith = new Map<string, number[]>()
  readonly #shapesAsking = new Map<string, { readonly unit: number; readonly shape: Shape }[]>()
  readonly #subclasses = new Map<number, number[]>()
  readonly #files = new Map<string, Level>()
  readonly #exports = new Map<string, Level>()
  readonly #importsUsed = new Set<string>()
  readonly #loose = new Map<string, Level>()
  readonly #resolved = new Map<string, Map<string, string | undefined>>()
  readonly #queue: number[] = []
  readonly #fileQueue: string[] = []
  #soft: (() => void)[] = []
  #level = Level.reached
  /** Members that only a name speaks for: a type checker can tell more. */
  readonly ambiguous = new Set<number>()
  readonly #asked = new Map<number, number[]>()
  /** With a type checker behind, a name alone keeps no member alive. */
  namesSuffice = true
  /** Which files use a package. */
  readonly packages = new Map<string, Set<string>>()
  /** Why something is only possibly reached, by unit or file. */
  readonly doubts = new Map<number | string, string>()
  /** Files with an `import(x)` of which nothing is known. */
  readonly openImports: string[] = []

  constructor(options: ReachOptions) {
    this.#options = options
    for (const [file, facts] of options.facts) this.#index(file, facts)
    for (const [file, facts] of options.facts) {
      facts.units.forEach((unit, index) => {
        const base = unit.base === undefined || unit.base === null ? undefined : this.classAt(file, unit.base)
        if (base !== undefined) {
          const own = this.#base.get(file)! + index
          this.#subclasses.set(base, [...(this.#subclasses.get(base) ?? []), own])
        }
      })
    }
  }

  run(): void {
    for (const [file, { isTool }] of this.#options.entries) {
      this.#enter(file)
      // What the configuration of a tool names, the tool loads.
      if (isTool) this.#loadMentioned(file)
    }
    for (const { by, file, names } of this.#options.componentImports) {
      this.#reachFile(file, `${by} imports it`)
      for (const name of names) this.#useExport(file, name, { to: name, whole: true })
    }
    this.#drain()
    this.#soft.push(() => this.#followMentions())
    while (this.#soft.length > 0) {
      this.#level = Level.uncertain
      for (const follow of this.#soft.splice(0)) follow()
      this.#drain()
    }
  }

  /** Goes on after `addUses`. */
  resume(): void {
    this.#level = Level.reached
    this.#drain()
    while (this.#soft.length > 0) {
      this.#level = Level.uncertain
      for (const follow of this.#soft.splice(0)) follow()
      this.#drain()
    }
  }

  levelOf({ file, unit }: UnitId): Level {
    return this.#levels[this.#base.get(file)! + unit]!
  }

  doubtOf({ file, unit }: UnitId): string | undefined {
    return this.doubts.get(this.#base.get(file)! + unit)
  }

  fileLevel(file: string): Level {
    return this.#files.get(file) ?? Level.dead
  }

  exportLevel(file: string, name: string): Level {
    return this.#exports.get(`${file}#${name}`) ?? Level.dead
  }

  starLevel(file: string, from: string): Level {
    return this.#exports.get(`${file}*${from}`) ?? Level.dead
  }

  importUsed(file: string, index: number): boolean {
    return this.#importsUsed.has(`${file}#${index}`)
  }

  at(id: number): { readonly file: string; readonly index: number; readonly unit: Unit } {
    return this.#units[id]!
  }

  /** The innermost declaration around an offset; the module itself where there is none. */
  unitAt(file: string, offset: number): number | undefined {
    const facts = this.#options.facts.get(file)
    const base = this.#base.get(file)
    if (!facts || base === undefined) return undefined
    let found = 0
    facts.units.forEach((unit, index) => {
      if (unit.kind === 'local' || offset < unit.start || offset >= unit.end) return
      const best = facts.units[found]!
      if (unit.end - unit.start <= best.end - best.start) found = index
    })
    return base + found
  }

  /** What a type checker says uses a member: ids of units; `undefined` for a use outside of the project. */
  addUses(member: number, users: readonly (number | undefined)[]): void {
    this.ambiguous.delete(member)
    this.#level = Level.reached
    for (const user of users) {
      if (user === undefined) this.#mark(member)
      else if (user !== member) {
        const level = this.#levels[user]!
        if (level === Level.reached) this.#mark(member)
        else {
          if (level === Level.uncertain) this.#soft.push(() => this.#mark(member))
          this.#asked.set(user, [...(this.#asked.get(user) ?? []), member])
        }
      }
    }
  }

  /** Something whose class is not known is asked for a property of this name. */
  isAskedByName(name: string): boolean {
    return (this.#loose.get(name) ?? Level.dead) > Level.dead
  }

  /** Something outside of types may use it. */
  doubt(member: number, why: string): void {
    this.#soft.push(() => this.#mark(member, why))
  }

  /** A living interface or object type of the project that instances of the member's class fit, and that asks for it. */
  shapeAsking(member: number): string | undefined {
    const [name = ''] = this.#units[member]!.unit.names
    const names = new Set(
      this.#classesAbove(member).flatMap((owner) => [...(this.#membersOf.get(owner)?.keys() ?? [])]),
    )
    for (const { unit: id, shape } of this.#shapesAsking.get(name) ?? []) {
      if (this.#levels[id]! === Level.dead || !fits(names, shape)) continue
      const { file, unit } = this.#units[id]!
      return unit.names[0] === undefined ? `a type in ${file}` : `${unit.names[0]} (${file})`
    }
    return undefined
  }

  /** Members of the same name in the classes above and below the member's own. */
  relatedMembers(member: number): number[] {
    const { unit } = this.#units[member]!
    const [name = ''] = unit.names
    const above = this.#classesAbove(member)
    const all = new Set(above)
    for (const owner of all) for (const below of this.#subclasses.get(owner) ?? []) all.add(below)
    return [...all]
      .flatMap((owner) => this.#membersOf.get(owner)?.get(name) ?? [])
      .filter((id) => id !== member)
  }

  /** Types of the project that the member's class promises to fit, and those that these mention. */
  contractsOf(member: number): ReadonlySet<number> {
    const types = new Set<number>()
    for (const owner of this.#classesAbove(member)) {
      const { file, unit } = this.#units[owner]!
      for (const to of unit.contracts ?? [])
        if (to !== null) for (const id of this.#declared(file, to)) types.add(id)
    }
    for (const id of types) {
      const { file, unit } = this.#units[id]!
      if (unit.kind !== 'type' || types.size > 200) continue
      for (const { to } of unit.references)
        for (const other of this.#declared(file, to))
          if (this.#units[other]!.unit.kind === 'type') types.add(other)
    }
    return types
  }

  /** Something that is not of this project may ask for the member by a name that it gives. */
  hasForeignHeritage(member: number): boolean {
    return this.#classesAbove(member).some(
      (owner) => this.#foreignHeritage(this.#units[owner]!.file, owner) !== undefined,
    )
  }

  /** The member's class and those that it extends. */
  #classesAbove(member: number): number[] {
    const { file, unit } = this.#units[member]!
    const found = new Set<number>()
    for (
      let owner: number | undefined = this.#base.get(file)! + unit.parent!;
      owner !== undefined && !found.has(owner);
    ) {
      found.add(owner)
      const { file: at, unit: own }: { file: string; unit: Unit } = this.#units[owner]!
      owner = own.base === undefined || own.base === null ? undefined : this.classAt(at, own.base)
    }
    return [...found]
  }

  /** The declaration that an import or a name of a file means, when it is a class. */
  classAt(file: string, to: number | string): number | undefined {
    const found = this.#declared(file, to)
    return found.find((id) => this.#units[id]!.unit.kind === 'class')
  }

  /** Ids of the declarations that an import or a name of a file means. */
  declared(file: string, to: number | string): readonly number[] {
    return this.#declared(file, to)
  }

  #index(file: string, facts: FileFacts): void {
    this.#base.set(file, this.#units.length)
    const base = this.#units.length
    const names = new Map<string, number[]>()
    facts.units.forEach((unit, index) => {
      this.#units.push({ file, index, unit })
      this.#levels.push(Level.dead)
      for (const shape of unit.shapes ?? []) {
        for (const name of [...shape.required, ...shape.optional]) {
          const asking = this.#shapesAsking.get(name)
          if (asking) asking.push({ unit: base + index, shape })
          else this.#shapesAsking.set(name, [{ unit: base + index, shape }])
        }
      }
      if (unit.kind === 'class-member' || unit.kind === 'enum-member') {
        const owner = base + unit.parent!
        const members = this.#membersOf.get(owner) ?? new Map<string, number[]>()
        this.#membersOf.set(owner, members)
        const [name] = unit.names
        members.set(name!, [...(members.get(name!) ?? []), base + index])
        if (unit.kind === 'class-member') {
          const classes = this.#classesWith.get(name!) ?? []
          this.#classesWith.set(name!, classes)
          if (classes.at(-1) !== owner) classes.push(owner)
        }
      } else if (unit.kind !== 'local') {
        for (const name of unit.names) {
          const same = names.get(name)
          if (same) same.push(base + index)
          else names.set(name, [base + index])
        }
      }
    })
    this.#byName.set(file, names)
    const exports = new Map<string, ExportFact[]>()
    for (const fact of facts.exports) exports.set(fact.name, [...(exports.get(fact.name) ?? []), fact])
    this.#exportsByName.set(file, exports)
  }

  resolve(file: string, specifier: string): string | undefined {
    let known = this.#resolved.get(file)
    if (!known) {
      known = new Map()
      this.#resolved.set(file, known)
    }
    if (!known.has(specifier)) {
      const target = this.#options.resolve(file, specifier)
      known.set(specifier, target !== undefined && this.#options.facts.has(target) ? target : undefined)
    }
    return known.get(specifier)
  }

  #declared(file: string, to: number | string, seen = new Set<string>()): readonly number[] {
    if (typeof to === 'string') return this.#byName.get(file)?.get(to) ?? []
    const fact = this.#options.facts.get(file)?.imports[to]
    const target = fact && this.resolve(file, fact.from)
    return target ? this.#declaredExport(target, fact.imported, seen) : []
  }

  #declaredExport(file: string, name: string, seen: Set<string>): readonly number[] {
    const key = `${file}#${name}`
    if (seen.has(key)) return []
    seen.add(key)
    for (const fact of this.#exportsByName.get(file)?.get(name) ?? []) {
      if (fact.kind === 'local') return this.#byName.get(file)?.get(fact.local) ?? []
      const target = this.resolve(file, fact.from)
      if (target && fact.imported !== '*') return this.#declaredExport(target, fact.imported, seen)
    }
    for (const star of this.#options.facts.get(file)?.stars ?? []) {
      const target = this.resolve(file, star.from)
      const found = target ? this.#declaredExport(target, name, seen) : []
      if (found.length > 0) return found
    }
    return []
  }

  // --- marking

  #softly(follow: () => void): void {
    if (this.#level === Level.uncertain) follow()
    else this.#soft.push(follow)
  }

  #enter(file: string): void {
    const facts = this.#options.facts.get(file)
    if (!facts) return
    this.#reachFile(file)
    for (const { name } of facts.exports) {
      this.#useExport(file, name, { to: name, whole: true })
      for (const id of this.#declaredExport(file, name, new Set())) this.#expose(id)
    }
    for (const star of facts.stars) this.#everyExport(file, star.from, (id) => this.#expose(id))
  }

  /** What a package hands out may be used by anybody: members that are not private, and classes it mentions. */
  #expose(id: number): void {
    const { file, unit } = this.#units[id]!
    this.#publicMembers(id).forEach((member) => {
      this.#mark(member)
    })
    const mentioned = [unit, ...this.#publicMembers(id).map((member) => this.#units[member]!.unit)]
    for (const { to } of mentioned.flatMap((other) => other.references)) {
      for (const other of this.#declared(file, to)) {
        if (this.#units[other]!.unit.kind !== 'class') continue
        this.#softly(() => {
          for (const member of this.#publicMembers(other))
            this.#mark(member, 'an entry point hands out its class')
        })
      }
    }
  }

  #publicMembers(owner: number): number[] {
    return [...(this.#membersOf.get(owner)?.values() ?? [])]
      .flat()
      .filter((member) => !this.#units[member]!.unit.isPrivate)
  }

  #everyExport(file: string, from: string, visit: (id: number) => void, seen = new Set<string>()): void {
    const target = this.resolve(file, from)
    if (target === undefined) {
      this.#usePackage(file, from)
      return
    }
    if (seen.has(target)) return
    seen.add(target)
    this.#reachFile(target)
    for (const { name } of this.#options.facts.get(target)!.exports) {
      if (name === 'default') continue
      this.#useExport(target, name, { to: name, whole: true })
      for (const id of this.#declaredExport(target, name, new Set())) visit(id)
    }
    for (const star of this.#options.facts.get(target)!.stars)
      this.#everyExport(target, star.from, visit, seen)
  }

  #reachFile(file: string, doubt?: string): void {
    const before = this.#files.get(file) ?? Level.dead
    if (before >= this.#level) return
    this.#files.set(file, this.#level)
    if (doubt && this.#level === Level.uncertain) this.doubts.set(file, doubt)
    this.#fileQueue.push(file)
  }

  #mark(id: number, doubt?: string): void {
    if (this.#levels[id]! >= this.#level) return
    this.#levels[id] = this.#level
    // Whoever doubts can be told better by types.
    if (
      this.#level === Level.uncertain &&
      !this.namesSuffice &&
      this.#units[id]!.unit.kind === 'class-member'
    )
      this.ambiguous.add(id)
    if (doubt && this.#level === Level.uncertain) this.doubts.set(id, doubt)
    this.#queue.push(id)
  }

  #drain(): void {
    for (;;) {
      const file = this.#fileQueue.pop()
      if (file !== undefined) {
        this.#openFile(file)
        continue
      }
      const id = this.#queue.pop()
      if (id === undefined) return
      this.#openUnit(id)
    }
  }

  #openFile(file: string): void {
    const facts = this.#options.facts.get(file)
    if (!facts) return
    this.#mark(this.#base.get(file)!)
    for (const from of facts.bareImports) this.#load(file, from)
    const evaluates = facts.isScript || this.#options.evaluatesUnused
    const loads = [
      ...(evaluates ? facts.imports.filter((fact) => !fact.isType) : []),
      ...facts.stars,
      ...facts.exports.filter((fact) => fact.kind === 're-export'),
    ]
    for (const { from } of loads) {
      const target = this.resolve(file, from)
      if (target !== undefined && this.#options.facts.get(target)?.hasEffects) this.#reachFile(target)
    }
  }

  #load(file: string, from: string): void {
    const target = this.resolve(file, from)
    if (target !== undefined) this.#reachFile(target)
    else this.#usePackage(file, from)
  }

  #openUnit(id: number): void {
    const { file, unit } = this.#units[id]!
    for (const reference of unit.references) this.#follow(file, reference)
    for (const name of unit.loose) this.#useLoosely(name)
    for (const name of unit.calledByName ?? []) this.#useByName(file, name)
    // Only types tell whether an object literal stands for an instance.
    if (!this.namesSuffice) for (const name of unit.written ?? []) this.#useLoosely(name)
    for (const loaded of unit.imports) this.#followDynamic(file, loaded)
    for (const member of this.#asked.get(id) ?? []) this.#mark(member)
    if (unit.kind === 'class') this.#openClass(id)
  }

  #openClass(id: number): void {
    const { file, unit } = this.#units[id]!
    const foreign = this.#foreignHeritage(file, id)
    const isError = typeof unit.base === 'string' && /Error$/.test(unit.base)
    for (const [name, members] of this.#membersOf.get(id) ?? []) {
      for (const member of members) {
        const own = this.#units[member]!.unit
        if (protocol.has(name) || this.#isRegistered(file, own)) this.#mark(member)
        const level = this.#loose.get(name)
        if (level !== undefined && !own.isStatic) this.#speakFor(member, level)
        if (isError && !own.isStatic && own.isField)
          this.#softly(() => this.#mark(member, 'what handles errors may read it'))
        if (own.dynamic) this.#softly(() => this.#mark(member, own.dynamic))
        if (foreign && !own.isPrivate) {
          this.ambiguous.add(member)
          if (this.namesSuffice) this.#softly(() => this.#mark(member, foreign))
        }
      }
    }
    const base = unit.base === undefined || unit.base === null ? undefined : this.classAt(file, unit.base)
    if (base !== undefined) this.#overrides(base, id)
  }

  /** A package's decorator is how a framework gets to know of it: a route, a column, a rule. */
  #isRegistered(file: string, { decorators = [] }: Unit): boolean {
    const { imports } = this.#options.facts.get(file)!
    return decorators.some((index) => this.resolve(file, imports[index]!.from) === undefined)
  }

  /** Members that a living member of the base class is overridden by. */
  #overrides(base: number, derived: number): void {
    for (const [name, members] of this.#membersOf.get(derived) ?? [])
      for (const own of this.#membersOf.get(base)?.get(name) ?? [])
        if (this.#levels[own]! > Level.dead) for (const member of members) this.#mark(member)
  }

  #foreignHeritage(file: string, id: number): string | undefined {
    const { unit } = this.#units[id]!
    const { imports } = this.#options.facts.get(file)!
    for (const to of [...(unit.base === undefined ? [] : [unit.base]), ...(unit.contracts ?? [])]) {
      if (to === null) return 'its base class, which is an expression, may call it'
      const name = typeof to === 'number' ? imports[to]!.local : to
      if (this.#declared(file, to).length === 0 && !quietBases.test(name))
        return `${name}, which is not of this project, may call it`
    }
    return undefined
  }

  #follow(file: string, reference: Reference): void {
    const { to, handedTo } = reference
    if (handedTo !== undefined) {
      this.#handOver(file, to, handedTo)
      return
    }
    if (typeof to === 'string') {
      this.#useLocal(file, to, reference)
      return
    }
    const fact = this.#options.facts.get(file)!.imports[to]!
    this.#importsUsed.add(`${file}#${to}`)
    const target = this.resolve(file, fact.from)
    if (target === undefined) {
      this.#usePackage(file, fact.from)
      if (reference.member !== undefined) this.#useLoosely(reference.member)
      return
    }
    this.#reachFile(target)
    this.#useExport(target, fact.imported, reference)
  }

  /** Code that is not of this project may use an instance by its shape. */
  #handOver(file: string, to: number | string, receiver: number | string): void {
    const fact = typeof receiver === 'number' ? this.#options.facts.get(file)!.imports[receiver]! : undefined
    const isForeign = fact
      ? this.resolve(file, fact.from) === undefined
      : (this.#byName.get(file)?.get(String(receiver)) ?? []).length === 0
    // The runtime calls what it is told to, by name.
    if (!isForeign || fact?.from.startsWith('@duckshift/runtime')) return
    const why = `an instance is handed to ${fact?.local ?? receiver}, which is not of this project`
    for (const id of this.#declared(file, to)) {
      this.#softly(() => {
        for (const member of this.#publicMembers(id)) this.#mark(member, why)
      })
    }
  }

  #useLocal(file: string, name: string, reference: Reference): void {
    for (const id of this.#byName.get(file)?.get(name) ?? []) {
      this.#mark(id)
      if (reference.member !== undefined) this.#useMember(id, reference.member)
      if (reference.whole) this.#useWhole(id, reference)
    }
  }

  #useMember(id: number, name: string): void {
    const { kind } = this.#units[id]!.unit
    if (kind === 'enum') {
      for (const member of this.#membersOf.get(id)?.get(name) ?? []) this.#mark(member)
    } else if (kind !== 'class') this.#useLoosely(name)
    else if (!this.#useClassMember(id, name)) this.#useLoosely(name)
  }

  /** Marks the member in the class that declares it, and where subclasses override it. */
  #useClassMember(id: number, name: string): boolean {
    const seen = new Set<number>()
    for (let current: number | undefined = id; current !== undefined && !seen.has(current); ) {
      seen.add(current)
      const members: readonly number[] | undefined = this.#membersOf.get(current)?.get(name)
      if (members) {
        for (const member of members) this.#mark(member)
        this.#markBelow(id, name, new Set([current]))
        return true
      }
      const { file, unit }: { file: string; unit: Unit } = this.#units[current]!
      current = unit.base === undefined || unit.base === null ? undefined : this.classAt(file, unit.base)
    }
    return this.#markBelow(id, name, seen)
  }

  #markBelow(id: number, name: string, seen: Set<number>): boolean {
    let found = false
    for (const sub of this.#subclasses.get(id) ?? []) {
      if (seen.has(sub)) continue
      seen.add(sub)
      for (const member of this.#membersOf.get(sub)?.get(name) ?? []) {
        this.#mark(member)
        found = true
      }
      found = this.#markBelow(sub, name, seen) || found
    }
    return found
  }

  #useWhole(id: number, { ofInstance, isType }: Reference): void {
    const { unit } = this.#units[id]!
    if (unit.kind === 'enum' && !ofInstance) {
      const why = isType ? 'its enum is read as a whole' : 'its enum is handed on as a whole'
      this.#softly(() => this.#everyMember(id, why, () => true))
    } else if (unit.kind === 'class' && ofInstance) {
      this.#softly(() => this.#everyMember(id, 'members are asked for by a computed name', () => true))
    } else if (unit.kind === 'class' && !isType) {
      this.#softly(() =>
        this.#everyMember(id, 'its class is handed on as a value', (member) => member.isStatic === true),
      )
    }
  }

  #everyMember(owner: number, why: string, which: (unit: Unit) => boolean): void {
    for (const members of this.#membersOf.get(owner)?.values() ?? [])
      for (const member of members) if (which(this.#units[member]!.unit)) this.#mark(member, why)
  }

  /** A method of a class that the file imports, by whatever function it gets an instance. */
  #useByName(file: string, name: string): void {
    const { imports, units } = this.#options.facts.get(file)!
    const loaded = [...imports, ...units.flatMap((unit) => unit.imports)]
    const files = new Set(loaded.map(({ from }) => this.resolve(file, from)))
    for (const owner of this.#classesWith.get(name) ?? []) {
      if (!files.has(this.#units[owner]!.file)) continue
      for (const member of this.#membersOf.get(owner)!.get(name)!) this.#mark(member)
    }
  }

  #useLoosely(name: string): void {
    if ((this.#loose.get(name) ?? Level.dead) >= this.#level) return
    this.#loose.set(name, this.#level)
    for (const owner of this.#classesWith.get(name) ?? []) {
      if (this.#levels[owner] === Level.dead) continue
      for (const member of this.#membersOf.get(owner)!.get(name)!)
        if (!this.#units[member]!.unit.isStatic) this.#speakFor(member, this.#level)
    }
  }

  /** Somebody asks something for a property of this member's name. */
  #speakFor(member: number, level: Level): void {
    if (!this.namesSuffice) {
      if (this.#levels[member]! < Level.reached && !this.ambiguous.has(member)) this.ambiguous.add(member)
      return
    }
    if (level === Level.uncertain && this.#level === Level.reached) this.#soft.push(() => this.#mark(member))
    else this.#mark(member)
  }

  #useExport(file: string, name: string, reference: Reference, seen = new Set<string>()): void {
    const key = `${file}#${name}`
    if (seen.has(key)) return
    seen.add(key)
    if (name === '*') {
      this.#useNamespace(file, reference, seen)
      return
    }
    const facts = this.#options.facts.get(file)!
    const found = this.#exportsByName.get(file)?.get(name)
    for (const fact of found ?? []) {
      this.#markExport(key)
      if (fact.kind === 'local') this.#useLocal(file, fact.local, reference)
      else {
        if (fact.import !== undefined) this.#importsUsed.add(`${file}#${fact.import}`)
        const target = this.resolve(file, fact.from)
        if (target === undefined) this.#usePackage(file, fact.from)
        else {
          this.#reachFile(target)
          this.#useExport(target, fact.imported, reference, seen)
        }
      }
    }
    if (found) return
    for (const star of facts.stars) {
      const target = this.resolve(file, star.from)
      if (target === undefined) {
        this.#usePackage(file, star.from)
        continue
      }
      if (this.#declaredExport(target, name, new Set()).length === 0 && !this.#hands(target, name)) continue
      this.#markExport(`${file}*${star.from}`)
      this.#reachFile(target)
      this.#useExport(target, name, reference, seen)
    }
    // `import x from './common-js.cjs'` takes everything it exports.
    if (facts.openExports || name === 'default') {
      for (const { name: other } of facts.exports)
        if (other !== name) this.#useExport(file, other, { to: other, whole: true }, seen)
    }
  }

  #hands(file: string, name: string, seen = new Set<string>()): boolean {
    if (seen.has(file)) return false
    seen.add(file)
    if (this.#exportsByName.get(file)?.has(name)) return true
    return (this.#options.facts.get(file)?.stars ?? []).some(({ from }) => {
      const target = this.resolve(file, from)
      return target !== undefined && this.#hands(target, name, seen)
    })
  }

  #markExport(key: string): void {
    if ((this.#exports.get(key) ?? Level.dead) < this.#level) this.#exports.set(key, this.#level)
  }

  #useNamespace(file: string, reference: Reference, seen: Set<string>): void {
    const { to, member, isType } = reference
    if (member !== undefined) {
      this.#useExport(file, member, { to, whole: true, ...(isType && { isType }) }, seen)
      return
    }
    if (!reference.whole) return
    this.#softly(() => {
      for (const { name } of this.#options.facts.get(file)?.exports ?? [])
        this.#useExport(file, name, { to: name, whole: true })
      for (const star of this.#options.facts.get(file)?.stars ?? [])
        this.#everyExport(file, star.from, () => undefined)
    })
  }

  #usePackage(file: string, specifier: string): void {
    if (specifier.startsWith('.') || specifier.startsWith('/')) return
    const name = packageName(specifier)
    const users = this.packages.get(name)
    if (users) users.add(file)
    else this.packages.set(name, new Set([file]))
  }

  // --- dynamic uses

  #followDynamic(file: string, { from, names, isPattern }: DynamicImport): void {
    if (isPattern) {
      this.#softly(() => this.#followPattern(file, from))
      return
    }
    const target = this.resolve(file, from) ?? this.#path(file, from)
    if (target === undefined) {
      this.#usePackage(file, from)
      return
    }
    this.#reachFile(target)
    if (names) for (const name of names) this.#useExport(target, name, { to: name, whole: true })
    // What is required is the one value that the module assigns to its exports.
    else if (this.#options.facts.get(target)!.isOneValue)
      this.#useExport(target, 'default', { to: 'default', whole: true })
    else this.#useNamespace(target, { to: '*', whole: true }, new Set())
  }

  #followPattern(file: string, pattern: string): void {
    if (/^[*/]*$/.test(pattern)) {
      this.openImports.push(file)
      return
    }
    const isRooted = pattern.startsWith('/') || pattern.startsWith('@/') || pattern.startsWith('~/')
    const relative = isRooted ? pattern.replace(/^[@~]?\//, '**/') : posix.join(posix.dirname(file), pattern)
    const glob = relative.replace(/\*+/g, '**').replace(/(^|\/)\*\*([^/])/g, '$1**/*$2')
    const open = glob.replace(/\*\*(?=\.\w+$)/, '**/*').replace(/\*\*$/, '**/*')
    const stem = open.replace(/\.[cm]?[jt]sx?$/, '')
    const matches = picomatch([open, `${stem}.{js,jsx,ts,tsx,mjs,mts,cjs,cts}`], { dot: true })
    for (const other of this.#options.facts.keys()) {
      if (other === file || !matches(other)) continue
      const why = `${file} imports it by a computed path`
      this.#reachFile(other, why)
      for (const { name } of this.#options.facts.get(other)!.exports)
        this.#useExport(other, name, { to: name, whole: true })
    }
  }

  /** Strings of living files and of configuration that are paths of files. */
  #followMentions(): void {
    for (const [file, facts] of this.#options.facts) {
      if (this.fileLevel(file) === Level.dead || saysWhatMigrates.test(file)) continue
      for (const text of facts.strings) {
        const target = text.includes('/') || /\.[cm]?[jt]sx?$/.test(text) ? this.#path(file, text) : undefined
        if (target !== undefined && target !== file)
          this.#reachDoubtfully(target, `${file} names it in a string`)
        else if (target === undefined && ofBundler.test(file) && bareFileName.test(text))
          this.#nameInFolder(file, text)
      }
    }
    for (const [text, by] of this.#options.mentions) {
      const target = this.#path(by, text)
      if (target !== undefined) this.#reachDoubtfully(target, `${by} names it`)
    }
    this.#followUnresolved()
  }

  /** `path.join(sources, 'main.ts')`: nothing says which folder is meant. */
  #nameInFolder(by: string, name: string): void {
    for (const other of this.#options.facts.keys())
      if (other !== by && posix.basename(other) === name)
        this.#reachDoubtfully(other, `${by} names ${name} in a folder that it works out`)
  }

  /** `$lib/db`, `@/db`, `src/db`, where nothing says what the first part stands for. */
  #followUnresolved(): void {
    const unresolved = new Map<string, string>()
    const folders = new Set([...this.#options.facts.keys()].map((file) => file.slice(0, file.indexOf('/'))))
    for (const [file, { imports, bareImports, exports, stars, units }] of this.#options.facts) {
      if (this.fileLevel(file) === Level.dead) continue
      const sources = [...imports, ...stars, ...units.flatMap((unit) => unit.imports)]
      const reExports = exports.flatMap((fact) => (fact.kind === 're-export' ? [fact.from] : []))
      for (const from of [...bareImports, ...reExports, ...sources.map((source) => source.from)]) {
        const [, first, rest] = /^([@~]{1,2}|[~$#][\w-]*|[\w-]+)\/(.+)$/.exec(from) ?? []
        if (!first || (/^\w/.test(first) && !folders.has(first)) || this.resolve(file, from) !== undefined)
          continue
        unresolved.set(
          `/${rest}`.replace(/\.[cm]?[jt]sx?$/, ''),
          `${file} imports ${from}, which was not found`,
        )
      }
    }
    if (unresolved.size === 0) return
    for (const file of this.#options.facts.keys()) {
      const bare = `/${file.replace(/\.\w+$/, '')}`
      for (const stem of new Set([bare, bare.replace(/\/index$/, '')]))
        for (let slash = stem.lastIndexOf('/'); slash >= 0; slash = stem.lastIndexOf('/', slash - 1)) {
          const why = unresolved.get(stem.slice(slash))
          if (why !== undefined) this.#reachDoubtfully(file, why)
          if (slash === 0) break
        }
    }
  }

  #loadMentioned(file: string): void {
    if (saysWhatMigrates.test(file)) return
    for (const text of this.#options.facts.get(file)?.strings ?? []) {
      const target = /[/.]/.test(text) ? this.#path(file, text) : undefined
      if (target !== undefined && target !== file) this.#enter(target)
    }
  }

  #reachDoubtfully(file: string, why: string): void {
    this.#reachFile(file, why)
    for (const { name } of this.#options.facts.get(file)!.exports)
      this.#useExport(file, name, { to: name, whole: true })
  }

  /** A path from the file's folder or from the root, with or without its ending. */
  #path(file: string, text: string): string | undefined {
    const bare = text.replace(/^\.?\//, '')
    for (const start of [posix.join(posix.dirname(file), text), bare]) {
      if (this.#options.facts.has(start)) return start
      const stem = start.replace(/\.[cm]?jsx?$/, '')
      if (!stem.includes('/') && stem === start) continue
      for (const extension of ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'])
        if (this.#options.facts.has(stem + extension)) return stem + extension
    }
    return undefined
  }
}

/** Has what the shape must have; of one that asks for nothing, at least two that it may have. */
function fits(names: ReadonlySet<string>, { required, optional }: Shape): boolean {
  if (required.length > 0) return required.every((name) => names.has(name))
  return optional.filter((name) => names.has(name)).length > 1
}

export function packageName(specifier: string): string {
  const [first = '', second] = specifier.replace(/^node:/, '').split('/')
  return first.startsWith('@') && second !== undefined ? `${first}/${second}` : first
}
