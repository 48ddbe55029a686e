import type { Place } from '../model.js'
import { functionOf } from '../survey/exports.js'
import { isClass, keyName, type Node } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import { isTestFile } from '../survey/project-files.js'
import type { SourceFile } from '../survey/source-file.js'
import { type Fingerprint, fingerprint } from './fingerprint.js'

/** One of two implementations of the same thing. */
export interface Implementation {
  readonly file: string
  readonly name: string
  readonly place: Place
  readonly text: string
}

export interface Duplicate {
  readonly kind: 'function' | 'class'
  readonly one: Implementation
  readonly other: Implementation
  /** One sentence. */
  readonly because: string
}

interface Candidate extends Implementation {
  readonly kind: Duplicate['kind']
  readonly print: Fingerprint
  readonly methods: ReadonlyMap<string, Fingerprint>
}

/** Below this many nodes two pieces may well be alike by chance. */
const smallestSize = 14
const sameShare = 0.75

/** Functions with the same body, and classes with the same methods or statements, in production code. */
export function findDuplicates(project: Project): Duplicate[] {
  const candidates = project.files.flatMap((path) => {
    const file = isTestFile(path) ? undefined : project.source(path)
    return file ? candidatesOf(file) : []
  })
  const byText = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    const key = `${candidate.kind} ${candidate.print.text}`
    byText.set(key, [...(byText.get(key) ?? []), candidate])
  }
  const found: Duplicate[] = []
  const paired = new Set<string>()
  const pair = (one: Candidate, other: Candidate, because: string) => {
    const key = [one, other].map(({ file, name }) => `${file}#${name}`).join(' ')
    if (paired.has(key)) return
    paired.add(key)
    found.push({ kind: one.kind, one: shown(one), other: shown(other), because })
  }
  for (const [first, ...others] of byText.values())
    for (const other of others)
      pair(
        first!,
        other,
        first!.kind === 'class' ? 'Their bodies are the same.' : 'They do the same in the same way.',
      )
  for (const [one, other] of likelyPairs(candidates.filter(({ kind }) => kind === 'class'))) {
    const because = sameness(one, other)
    if (because) pair(one, other, because)
  }
  return found.sort((a, b) => compare(a.one, b.one) || compare(a.other, b.other))
}

function candidatesOf(file: SourceFile): Candidate[] {
  return (file.program.body as Node[]).flatMap((statement) => {
    const declaration =
      statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
        ? (statement.declaration as Node | null)
        : statement
    if (!declaration) return []
    if (isClass(declaration)) return classCandidate(file, declaration)
    if (declaration.type === 'FunctionDeclaration')
      return functionCandidate(file, declaration, declaration.id?.name, declaration)
    if (declaration.type !== 'VariableDeclaration' || declaration.declarations.length !== 1) return []
    const [declarator] = declaration.declarations
    const body = functionOf(declarator as Node)
    const name = declarator!.id.type === 'Identifier' ? declarator!.id.name : undefined
    return body ? functionCandidate(file, body, name, declaration as Node) : []
  })
}

function functionCandidate(file: SourceFile, body: Node, name: string | undefined, whole: Node): Candidate[] {
  const print = fingerprint(file, body)
  if (name === undefined || print.size < smallestSize) return []
  return [{ ...implementation(file, name, whole), kind: 'function', print, methods: new Map() }]
}

function classCandidate(file: SourceFile, declaration: Node): Candidate[] {
  if (!isClass(declaration) || !declaration.id) return []
  const print = fingerprint(file, declaration)
  if (print.size < smallestSize) return []
  const methods = new Map<string, Fingerprint>()
  for (const member of declaration.body.body as Node[]) {
    const isMethod = member.type === 'MethodDefinition' && member.kind === 'method'
    const name = isMethod && !member.computed ? keyName(member.key) : undefined
    if (isMethod && name !== undefined) methods.set(name, fingerprint(file, member.value as Node))
  }
  return [{ ...implementation(file, declaration.id.name, declaration), kind: 'class', print, methods }]
}

function implementation(file: SourceFile, name: string, node: Node): Implementation {
  return { file: file.path, name, place: file.place(node), text: file.textOf(node) }
}

/** Classes that share a statement or a longer method; what has nothing in common is never compared. */
function* likelyPairs(classes: readonly Candidate[]): Iterable<readonly [Candidate, Candidate]> {
  const holders = new Map<string, Set<Candidate>>()
  for (const one of classes) {
    const longer = [...one.methods.values()].filter(({ size }) => size >= smallestSize)
    for (const key of [...one.print.statements, ...longer.map(({ text }) => text)])
      holders.set(key, (holders.get(key) ?? new Set()).add(one))
  }
  const seen = new Set<string>()
  for (const own of holders.values()) {
    if (own.size > 20) continue
    const list = [...own]
    for (const [index, one] of list.entries()) {
      for (const other of list.slice(index + 1)) {
        const key = `${one.file}#${one.name} ${other.file}#${other.name}`
        if (!seen.has(key)) yield [one, other]
        seen.add(key)
      }
    }
  }
}

/** Why two classes are taken for the same thing; undefined when too much differs. */
function sameness(one: Candidate, other: Candidate): string | undefined {
  const statements = shared(one.print.statements, other.print.statements)
  const bodies = shared(
    [...one.methods.values()].map(({ text }) => text),
    [...other.methods.values()].map(({ text }) => text),
  )
  const names = shared([...one.methods.keys()], [...other.methods.keys()])
  const [least] = [one, other].map(({ methods }) => methods.size).sort((a, b) => a - b)
  if ((least ?? 0) < 2) return undefined
  if (statements.all >= 2 && statements.both / statements.all >= sameShare)
    return `${statements.both} of ${statements.all} statements are the same, and ${names.both} of ${names.all} method names.`
  if (bodies.both >= 2 && bodies.both / bodies.all >= sameShare)
    return `${bodies.both} of ${bodies.all} methods do the same in the same way.`
  return undefined
}

function shared(a: readonly string[], b: readonly string[]): { readonly both: number; readonly all: number } {
  const [one, other] = [new Set(a), new Set(b)]
  const both = [...one].filter((text) => other.has(text)).length
  return { both, all: one.size + other.size - both }
}

function shown({ file, name, place, text }: Candidate): Implementation {
  return { file, name, place, text }
}

function compare(a: Implementation, b: Implementation): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.place.start - b.place.start
}
