import type { DeadCodeFinding, DeadCodeKind } from '../model.js'
import type { Project } from '../survey/project.js'
import type { EntryPoint } from './entry-points.js'
import type { ExportFact, FileFacts, Unit } from './file-facts.js'
import { Level, type Reach } from './reach.js'

interface Range {
  readonly start: number
  readonly end: number
}

/** How a finding is taken out of the code. */
export type Removal =
  | { readonly kind: 'file' }
  /** Declarations or members, with what leads up to them. */
  | { readonly kind: 'declarations'; readonly ranges: readonly Range[] }
  /** The declaration stays, its export goes. */
  | { readonly kind: 'export'; readonly range: Range; readonly name: string }
  | { readonly kind: 'import'; readonly local: string }
  | { readonly kind: 'dependency'; readonly name: string }
  /** It is reported, and left to people; the text completes "It is left because …". */
  | { readonly kind: 'none'; readonly why: string }

interface VerdictOptions {
  readonly project: Project
  readonly facts: ReadonlyMap<string, FileFacts>
  readonly reach: Reach
  readonly entries: ReadonlyMap<string, EntryPoint>
  readonly production: boolean
}

/** Turns what was not reached into findings. */
export class Verdict {
  readonly findings: DeadCodeFinding[] = []
  readonly removals = new Map<string, Removal>()
  readonly #options: VerdictOptions
  #referrers: Map<string, string> | undefined

  constructor(options: VerdictOptions) {
    this.#options = options
  }

  read(): void {
    for (const [file, facts] of this.#options.facts) {
      if (this.#isIgnored(file)) continue
      const level = this.#options.reach.fileLevel(file)
      if (level < Level.reached) this.#file(file, level)
      else this.#inside(file, facts)
    }
  }

  add(finding: DeadCodeFinding, removal: Removal): void {
    if (this.removals.has(finding.id)) return
    this.findings.push(finding)
    this.removals.set(finding.id, removal)
  }

  #isIgnored(file: string): boolean {
    return (
      this.#options.production &&
      /(^|\/)(tests?|__tests__|__mocks__|e2e|spec)\/|\.(test|spec|bench|stories)\./.test(file)
    )
  }

  #file(file: string, level: Level): void {
    const doubt = level === Level.uncertain ? this.#options.reach.doubts.get(file) : undefined
    const open = this.#options.reach.openImports.find((importer) => {
      const folder = importer.slice(0, importer.lastIndexOf('/') + 1)
      return file.startsWith(folder)
    })
    const stem = file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
    const isNamed = open !== undefined && this.#stringsOf().has(stem)
    const importers = this.#importersOf(file)
    const users = `${listed(importers)} ${importers.length === 1 ? 'imports' : 'import'} it`
    const uncertain =
      level === Level.uncertain
        ? `${doubt ?? (importers.length === 0 ? 'something dynamic may load it' : `${users}, and something dynamic may reach that`)}.`
        : isNamed
          ? `${open} imports a path that is only known at run time, and "${stem}" stands in a string.`
          : undefined
    const because =
      importers.length === 0
        ? 'Nothing imports it, and it is no entry point.'
        : `Only ${users}, which ${level === Level.uncertain ? 'nothing certainly reaches' : 'nothing reaches or uses'}.`
    this.#report('file', file, { start: 0 }, file, because, { kind: 'file' }, uncertain ? { uncertain } : {})
  }

  #inside(file: string, facts: FileFacts): void {
    const { reach } = this.#options
    const dead: Unit[] = []
    const byName = new Map<string, ExportFact[]>()
    for (const fact of facts.exports)
      if (fact.kind === 'local') byName.set(fact.local, [...(byName.get(fact.local) ?? []), fact])
    facts.units.forEach((unit, index) => {
      if (unit.kind === 'module') return
      const level = unit.kind === 'local' ? Level.dead : reach.levelOf({ file, unit: index })
      if (level === Level.reached) return
      const owner = unit.parent === undefined ? undefined : facts.units[unit.parent]
      if (owner && reach.levelOf({ file, unit: unit.parent! }) < Level.reached) return
      if (dead.some((other) => unit.start >= other.start && unit.end <= other.end && other !== unit)) return
      if (owner) this.#member(file, unit, owner, level, index, facts)
      else this.#declaration(file, unit, level, index, byName, facts)
      dead.push(unit)
    })
    this.#exportsOnly(file, facts, dead)
    this.#imports(file, facts)
    this.#duplicates(file, facts, byName)
  }

  #declaration(
    file: string,
    unit: Unit,
    level: Level,
    index: number,
    byName: ReadonlyMap<string, readonly ExportFact[]>,
    facts: FileFacts,
  ): void {
    const name = unit.names.join(', ')
    const exported = unit.names.flatMap((own) => byName.get(own) ?? [])
    const kind: DeadCodeKind = unit.kind === 'type' ? 'type' : exported.length > 0 ? 'export' : 'declaration'
    const doubt = this.#options.reach.doubtOf({ file, unit: index })
    const uncertain =
      level === Level.uncertain
        ? `${doubt ?? 'Something dynamic may use it'}.`
        : unit.dynamic
          ? `${unit.dynamic}.`
          : unit.pure
            ? undefined
            : 'What it runs when the file loads may be needed.'
    const user = this.#referrerOf(`${file}#${unit.names[0]}`)
    const because =
      unit.kind === 'local'
        ? 'Nothing in its function refers to it.'
        : user
          ? `Only ${user} uses it, which is dead.`
          : exported.length > 0
            ? 'Nobody imports it, and its own file does not use it.'
            : 'Nothing in its file refers to it.'
    const same = facts.units.filter(
      (other) => other.parent === undefined && other.kind !== 'local' && other.names[0] === unit.names[0],
    )
    const ranges = unit.kind === 'local' || same.length === 0 ? [unit] : same
    const lists = exported.filter(
      (fact) => !ranges.some((range) => fact.start >= range.start && fact.end <= range.end),
    )
    this.#report(
      kind,
      file,
      { start: unit.nameStart },
      name === 'default' ? 'default export' : name,
      because,
      { kind: 'declarations', ranges: [...ranges, ...lists].map(({ start, end }) => ({ start, end })) },
      uncertain ? { uncertain: capital(uncertain) } : {},
    )
  }

  #member(file: string, unit: Unit, owner: Unit, level: Level, index: number, facts: FileFacts): void {
    const [name = ''] = unit.names
    const isEnum = unit.kind === 'enum-member'
    const text = level === Level.dead && !isEnum ? this.#stringsOf().get(name) : undefined
    const doubt = this.#options.reach.doubtOf({ file, unit: index })
    const uncertain =
      level === Level.uncertain
        ? `${doubt ?? 'Something dynamic may use it'}.`
        : text !== undefined && text !== file
          ? `Its name stands in a string in ${text}.`
          : unit.pure
            ? undefined
            : 'Its initialiser may do something.'
    const siblings = facts.units.filter(
      (other) => other.parent === unit.parent && other.kind === unit.kind && other.names[0] === name,
    )
    const renumbers = isEnum && this.#renumbers(file, unit, facts)
    this.#report(
      unit.kind as DeadCodeKind,
      file,
      { start: unit.nameStart },
      `${owner.names[0]}.${name}`,
      isEnum ? 'Nothing reads it.' : `Nothing asks a ${owner.names[0]} for it.`,
      renumbers
        ? { kind: 'none', why: 'the members after it would get other numbers' }
        : { kind: 'declarations', ranges: siblings.map(({ start, end }) => ({ start, end })) },
      uncertain ? { uncertain: capital(uncertain) } : {},
    )
  }

  /** An enum's members without a value count on from the one before. */
  #renumbers(file: string, unit: Unit, facts: FileFacts): boolean {
    const next = facts.units.find(
      (other) => other.kind === 'enum-member' && other.parent === unit.parent && other.start >= unit.end,
    )
    return next !== undefined && !/=/.test(this.#options.project.text(file)!.slice(next.start, next.end))
  }

  /** Declarations that live, exported for nobody. */
  #exportsOnly(file: string, facts: FileFacts, dead: readonly Unit[]): void {
    const { reach, entries } = this.#options
    if (entries.has(file)) return
    for (const fact of facts.exports) {
      const level = reach.exportLevel(file, fact.name)
      if (level === Level.reached) continue
      const unit = facts.units.find(
        (other) => other.parent === undefined && fact.kind === 'local' && other.names.includes(fact.local),
      )
      if (unit && dead.includes(unit)) continue
      if (fact.kind === 'local' && !unit) continue
      if (unit?.kind === 'type' && this.#isInSignature(file, fact.name, unit, facts)) continue
      const kind: DeadCodeKind = unit?.kind === 'type' ? 'type' : 'export'
      const because =
        fact.kind === 'local'
          ? 'Only its own file uses it: it need not be exported.'
          : 'Nobody imports it from here.'
      this.#report(
        kind,
        file,
        {
          start:
            unit && fact.start <= unit.nameStart && unit.nameStart < fact.end ? unit.nameStart : fact.start,
        },
        fact.name === 'default' ? 'default export' : fact.name,
        because,
        { kind: 'export', range: { start: fact.start, end: fact.end }, name: fact.name },
        {
          ...(fact.kind === 'local' && { usedInFile: true as const }),
          ...(level === Level.uncertain && { uncertain: 'Its module is handed on as a whole.' }),
        },
      )
    }
    for (const star of facts.stars) {
      const target = reach.resolve(file, star.from)
      if (target === undefined || reach.starLevel(file, star.from) === Level.reached) continue
      this.#report(
        'export',
        file,
        { start: star.start },
        `* from '${star.from}'`,
        'Nobody imports what it hands on from here.',
        { kind: 'export', range: { start: star.start, end: star.end }, name: '*' },
        {},
      )
    }
  }

  /** Part of what another export shows its users: a parameter, a result, a field. */
  #isInSignature(file: string, name: string, type: Unit, facts: FileFacts): boolean {
    const { reach } = this.#options
    return facts.units.some((unit, index) => {
      if (unit === type || unit.kind === 'local' || reach.levelOf({ file, unit: index }) < Level.reached)
        return false
      const owner = unit.parent === undefined ? unit : facts.units[unit.parent]!
      const isShown = facts.exports.some(
        (fact) =>
          fact.kind === 'local' &&
          owner.names.includes(fact.local) &&
          fact.name !== name &&
          reach.exportLevel(file, fact.name) > Level.dead,
      )
      return isShown && unit.references.some(({ to, inSignature }) => inSignature && to === type.names[0])
    })
  }

  #imports(file: string, facts: FileFacts): void {
    facts.imports.forEach((fact) => {
      if (!fact.unused || (fact.local === 'React' && /\.[jt]sx$/.test(file))) return
      this.#report(
        'import',
        file,
        { start: fact.start },
        fact.local,
        'Nothing in the file refers to it.',
        { kind: 'import', local: fact.local },
        {},
      )
    })
  }

  #duplicates(file: string, facts: FileFacts, byName: ReadonlyMap<string, readonly ExportFact[]>): void {
    const { reach, entries } = this.#options
    if (entries.has(file) || facts.isScript) return
    for (const same of byName.values()) {
      const names = [...new Set(same.map((fact) => fact.name))]
      if (names.length < 2 || names.some((name) => reach.exportLevel(file, name) < Level.reached)) continue
      this.#report(
        'duplicate-export',
        file,
        { start: same[1]!.start },
        names.join(', '),
        'One thing is exported under several names, all of them imported.',
        { kind: 'none', why: 'which name stays is a choice' },
        {},
      )
    }
  }

  #report(
    kind: DeadCodeKind,
    file: string,
    at: { readonly start: number },
    name: string,
    because: string,
    removal: Removal,
    more: Partial<DeadCodeFinding>,
  ): void {
    const text = this.#options.project.text(file) ?? ''
    if (kind !== 'file' && isKept(text, at.start)) return
    const before = text.slice(0, at.start)
    const line = before.split('\n').length
    const column = at.start - before.lastIndexOf('\n')
    this.add({ id: `${kind}:${file}#${name}`, kind, file, line, column, name, because, ...more }, removal)
  }

  #strings: Map<string, string> | undefined

  /** Words in string literals of living files, with one file that has them. */
  #stringsOf(): ReadonlyMap<string, string> {
    if (!this.#strings) {
      this.#strings = new Map()
      for (const [file, facts] of this.#options.facts)
        if (this.#options.reach.fileLevel(file) > Level.dead)
          for (const text of facts.strings) if (!this.#strings.has(text)) this.#strings.set(text, file)
    }
    return this.#strings
  }

  #importers: Map<string, string[]> | undefined

  #importersOf(file: string): readonly string[] {
    if (!this.#importers) {
      this.#importers = new Map()
      const { facts, reach } = this.#options
      for (const [importer, own] of facts) {
        const all = [
          ...own.imports,
          ...own.stars,
          ...own.exports.filter((fact) => fact.kind === 're-export'),
          ...own.units.flatMap((unit) => unit.imports.filter((each) => !each.isPattern)),
        ]
        for (const target of new Set(all.map(({ from }) => reach.resolve(importer, from)))) {
          if (target === undefined || target === importer) continue
          this.#importers.set(target, [...(this.#importers.get(target) ?? []), importer])
        }
      }
    }
    return this.#importers.get(file) ?? []
  }

  /** A dead declaration that refers to this one. */
  #referrerOf(key: string): string | undefined {
    if (!this.#referrers) {
      this.#referrers = new Map()
      const { facts, reach } = this.#options
      for (const [file, own] of facts) {
        const isDeadFile = reach.fileLevel(file) === Level.dead
        own.units.forEach((unit, index) => {
          if (unit.kind === 'local' || reach.levelOf({ file, unit: index }) > Level.dead) return
          for (const { to } of unit.references) {
            for (const id of reach.declared(file, to)) {
              const target = reach.at(id)
              if (target.file === file && target.index === index) continue
              const owner = unit.parent === undefined ? unit : own.units[unit.parent]!
              const name = isDeadFile || unit.kind === 'module' ? file : `${owner.names[0]} (${file})`
              const targetKey = `${target.file}#${target.unit.names[0]}`
              if (owner.names[0] === target.unit.names[0] && target.file === file) continue
              if (!this.#referrers!.has(targetKey)) this.#referrers!.set(targetKey, name)
            }
          }
        })
      }
    }
    return this.#referrers.get(key)
  }
}

/** A comment of the owner's: `@public` in the doc comment, or `duckshift-ignore` with a reason on the line before. */
function isKept(text: string, start: number): boolean {
  const line = text.lastIndexOf('\n', start - 1) + 1
  const before = text.slice(Math.max(0, line - 600), line)
  const doc = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.exec(before)?.[0]
  return doc !== undefined
    ? /@(public|api)\b/.test(doc)
    : /duckshift-ignore\S*\s+\S[^\n]*\n[ \t]*$/.test(before)
}

function listed(files: readonly string[]): string {
  return files.length > 3 ? `${files.slice(0, 3).join(', ')} and ${files.length - 3} more` : files.join(', ')
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
