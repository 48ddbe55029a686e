import { declarationRemoval } from '../../../dead-code/removal-edits.js'
import type { Planning } from '../../../plan/planning.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import { importersThrough } from '../../../survey/importers-through.js'
import { type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { CleanupRefusal } from '../refusals.js'
import { Evaluation } from './evaluation.js'
import { type Ask, askedIn, type Flags, type Unclear } from './flag-asks.js'
import { booleanOf, type Worth } from './flag-worth.js'
import { foldAround, foldDatabase } from './fold.js'
import { CannotFold, Folded } from './folded.js'
import { heldAround, soleDeclaration } from './held-flags.js'

/** Folds that stand or fall together, by file. */
export interface FoldGroup {
  readonly flags: ReadonlySet<string>
  readonly folds: ReadonlyMap<SourceFile, readonly Folded[]>
}

interface Part {
  readonly flag: string
  readonly file: SourceFile
  readonly node: Node
  readonly folded?: Folded
  readonly problem?: { readonly id: CleanupRefusal; readonly detail?: string }
  /** Parts that are joined to this one. */
  group: number
}

/** Reads every place where the flags are asked, and what each becomes. */
export class FlagFolds {
  readonly #planning: Planning
  readonly #flags: Flags
  readonly #worths = new Map<Node, Worth>()
  readonly #evaluation: Evaluation
  readonly #parts: Part[] = []
  readonly #unclear: Unclear[] = []
  /** Of the expressions that a constant or function gave its value: its group. */
  readonly #joined = new Map<Node, number>()
  /** Paths of the files, by their syntax trees. */
  readonly #paths = new Map<Node, string>()
  #groups = 0

  constructor(planning: Planning, flags: Flags) {
    this.#planning = planning
    this.#flags = flags
    this.#evaluation = new Evaluation(this.#worths, (node) => this.#isBoolean(node))
  }

  #isBoolean(node: Node): boolean {
    let top = node
    while (top.parent) top = top.parent as Node
    const path = this.#paths.get(top)
    const type = path === undefined ? undefined : this.#planning.oracle.typeAt(path, node.start, node.end)
    return type?.base === 'boolean' && !type.canBeNull && !type.canBeUndefined
  }

  read(): { readonly groups: readonly FoldGroup[]; readonly refused: readonly Unclear[] } {
    const open: Ask[] = []
    for (const file of filesNaming(this.#planning, this.#flags)) {
      this.#paths.set(file.program as Node, file.path)
      const found = askedIn(this.#planning, file, this.#flags)
      open.push(...found.asks)
      this.#unclear.push(...found.unclear)
      for (const database of found.databases) this.#database(database)
    }
    for (const { node, worth } of open) this.#worths.set(node, worth)
    const plain = this.#withoutHeld(open)
    const tops = new Map<Node, Ask>()
    for (const ask of plain) tops.set(this.#evaluation.topOf(ask.node), ask)
    for (const [top, ask] of tops) this.#fold(top, ask, plain)
    this.#joinNested()
    return this.#outcome()
  }

  /** Constants and functions that hold a decided value make their uses decided, until nothing new is. */
  #withoutHeld(open: Ask[]): Ask[] {
    const plain: Ask[] = []
    for (let ask = open.shift(); ask; ask = open.shift()) {
      const { file, flag } = ask
      const top = this.#evaluation.topOf(ask.node)
      const held = heldAround(this.#planning, file, top, ask.isPromise === true)
      if (!held) {
        plain.push(ask)
        continue
      }
      const group = this.#joined.get(ask.node) ?? this.#groups++
      const worth = this.#evaluation.of(top)!
      for (const { file: own, node } of held.uses) {
        this.#worths.set(node, worth)
        this.#joined.set(node, group)
        open.push({ flag, file: own, node, worth })
      }
      this.#parts.push({ flag, file, node: top, group, ...removed(file, held.statement) })
    }
    return plain
  }

  #fold(top: Node, { flag, file }: Ask, asks: readonly Ask[]): void {
    const inside = asks.filter(
      ({ node, file: own }) => own === file && node.start >= top.start && node.end <= top.end,
    )
    const groups = new Set(inside.flatMap(({ node }) => this.#joined.get(node) ?? []))
    const group = this.#merge(groups)
    this.#parts.push({
      flag,
      file,
      node: top,
      group,
      ...attempt(() => foldAround(file, top, this.#evaluation)),
    })
  }

  #database({ flag, file, node }: { flag: string; file: SourceFile; node: Node }): void {
    const isOn = booleanOf(this.#flags.get(flag)!)
    const group = this.#groups++
    if (isOn === undefined) {
      this.#parts.push({ flag, file, node, group, problem: { id: 'flag-value-unclear' } })
      return
    }
    const outcome = attempt(() => foldDatabase(file, node, flag, isOn))
    this.#parts.push({ flag, file, node, group, ...outcome })
    if (!outcome.folded) return
    for (const statement of this.#openedInVain(file, outcome.folded))
      this.#parts.push({ flag, file, node, group, ...removed(file, statement) })
  }

  /** Constants for the losing side that only this place used: nothing is to be opened for nobody. */
  *#openedInVain(file: SourceFile, folded: Folded): Iterable<Node> {
    for (const binding of file.scopes.bindings()) {
      const declared = binding.kind === 'variable' && soleDeclaration(file, binding.declaration)
      if (!declared || binding.references.length === 0) continue
      if (!binding.references.every((reference) => folded.isDropped(reference.start))) continue
      const { declaration } = binding
      const init =
        declaration.type === 'VariableDeclarator' && declaration.init
          ? unwrap(declaration.init as Node)
          : undefined
      const made = init?.type === 'AwaitExpression' ? unwrap(init.argument) : init
      if (made?.type !== 'CallExpression' && made?.type !== 'NewExpression') continue
      const callee = unwrap(made.callee)
      const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee
      const owner = root.type === 'Identifier' ? file.scopes.resolve(root) : undefined
      const imported = owner && importedBinding(this.#planning.survey.project, file, owner)
      if (imported?.specifier.startsWith('@duckshift/runtime')) yield declared.statement
    }
  }

  /** What is asked inside of what another fold keeps or drops belongs to that one. */
  #joinNested(): void {
    for (const outer of this.#parts) {
      if (!outer.folded) continue
      for (const inner of this.#parts) {
        if (inner === outer || inner.file !== outer.file || inner.group === outer.group) continue
        if (inner.node.start >= outer.folded.start && inner.node.end <= outer.folded.end)
          this.#merge(new Set([outer.group, inner.group]))
      }
    }
  }

  #merge(groups: ReadonlySet<number>): number {
    const [first = this.#groups++, ...others] = groups
    for (const part of this.#parts) if (others.includes(part.group)) part.group = first
    for (const [node, group] of this.#joined) if (others.includes(group)) this.#joined.set(node, first)
    return first
  }

  #outcome(): ReturnType<FlagFolds['read']> {
    const refused: Unclear[] = [...this.#unclear]
    const set = new Set(this.#unclear.filter(({ id }) => id === 'flag-set').map(({ flag }) => flag))
    const groups: FoldGroup[] = []
    for (const group of new Set(this.#parts.map((part) => part.group))) {
      const parts = this.#parts.filter((part) => part.group === group)
      // Who sets a flag still decides it, for every place that asks.
      if (parts.some(({ flag }) => set.has(flag))) continue
      const living = parts.filter((part) => !this.#isDropped(part, parts))
      const problems = living.flatMap((part) => this.#problemOf(part))
      if (problems.length > 0) refused.push(...problems)
      else groups.push(groupOf(parts, living))
    }
    return { groups, refused }
  }

  /** Code that goes with another fold need not be folded. */
  #isDropped({ file, node }: Part, parts: readonly Part[]): boolean {
    return parts.some(
      (other) => other.file === file && other.node !== node && other.folded?.isDropped(node.start) === true,
    )
  }

  #problemOf(part: Part): Unclear[] {
    const { flag, file, node, problem, folded } = part
    if (problem) return [{ flag, file, node, ...problem }]
    const needed = folded && this.#legacyUsage(part, folded)
    return needed ? [{ flag, file, node, id: 'usages-left', detail: needed }] : []
  }

  /** A legacy usage in what stays; the flag that chooses the pool is needed as long as there is any. */
  #legacyUsage({ flag, file, node }: Part, folded: Folded): string | undefined {
    const { usages } = this.#planning.survey
    const isForAll =
      flag === 'DUCKSHIFT_MODE' ||
      (unwrap(node).type === 'CallExpression' && file.textOf(node).startsWith('rolloutDatabase'))
    const left = usages.find((usage) =>
      isForAll
        ? !usage.inTest
        : usage.file === file.path &&
          usage.start >= folded.start &&
          usage.end <= folded.end &&
          !folded.isDropped(usage.start),
    )
    return left && `${left.file}:${left.line} takes the legacy client`
  }
}

function groupOf(parts: readonly Part[], living: readonly Part[]): FoldGroup {
  const folds = new Map<SourceFile, Folded[]>()
  for (const { file, folded } of living)
    if (folded)
      folds.set(
        file,
        [...(folds.get(file) ?? []), folded].sort((a, b) => a.start - b.start),
      )
  return { flags: new Set(parts.map(({ flag }) => flag)), folds }
}

function attempt(fold: () => Folded): Pick<Part, 'folded' | 'problem'> {
  try {
    return { folded: fold() }
  } catch (error) {
    if (!(error instanceof CannotFold)) throw error
    return { problem: { id: error.id, ...(error.message && { detail: error.message }) } }
  }
}

function removed(file: SourceFile, statement: Node): Pick<Part, 'folded' | 'problem'> {
  const removal = declarationRemoval(file, statement)
  if (typeof removal === 'string') return { problem: { id: removal } }
  const folded = new Folded(file, statement)
  folded.drop(removal)
  folded.replace(removal.start, removal.end)
  return { folded }
}

/** Files that name a flag, and those that import what names it. */
function filesNaming(planning: Planning, flags: Flags): SourceFile[] {
  const { project } = planning.survey
  const paths = new Set<string>()
  for (const path of project.files) {
    const text = project.text(path)
    if (text === undefined || ![...flags.keys()].some((name) => text.includes(name))) continue
    paths.add(path)
    for (const importer of importersThrough(project, path)) paths.add(importer)
  }
  return [...paths].sort().flatMap((path) => project.source(path) ?? [])
}

/** Every place that still asks for, or names, one of the flags. */
export function isAsked(planning: Planning, flags: Flags): ReadonlySet<string> {
  const names = new Set<string>()
  for (const file of filesNaming(planning, flags)) {
    const { asks, unclear, databases } = askedIn(planning, file, flags)
    for (const { flag } of [...asks, ...unclear, ...databases]) names.add(flag)
  }
  return names
}
