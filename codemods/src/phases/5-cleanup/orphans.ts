import { findDeadCode } from '../../dead-code/find-dead-code.js'
import { declarationRemoval } from '../../dead-code/removal-edits.js'
import { surveyDeadCode } from '../../dead-code/survey-dead-code.js'
import type { Removal } from '../../dead-code/verdict.js'
import type { DeadCodeFinding } from '../../model.js'
import type { Planning } from '../../plan/planning.js'
import { isFacade } from '../../survey/facade-module.js'
import type { Project } from '../../survey/project.js'

export interface Orphan {
  readonly finding: DeadCodeFinding
  readonly removal: Removal
  /** Code uses it that is dead itself, and stays. */
  readonly isUsed: boolean
}

interface Orphans {
  /** In the modules of the accessor and its client. */
  readonly accessors: readonly Orphan[]
  readonly others: readonly Orphan[]
}

const known = new WeakMap<Planning, Orphans>()

/** Dead code that phase 5 may take out, found once for the codemods that share it. */
export function orphansOf(planning: Planning): Orphans {
  const found = known.get(planning) ?? findOrphans(planning)
  known.set(planning, found)
  return found
}

function findOrphans(planning: Planning): Orphans {
  const { config, survey, oracle, overlay } = planning
  const options = { project: survey.project, entries: config.entries, oracle, overlay }
  const { include, exclude, tsconfig } = config
  const { findings, removals } = surveyDeadCode({ ...options, include, exclude, tsconfig })
  const accessors: DeadCodeFinding[] = []
  const others: DeadCodeFinding[] = []
  const kept = new Set<string>()
  // Nothing checks the types of code that stays in them, and may use what goes.
  const unchecked = new Set<string>()
  const stayingParts: DeadPart[] = []
  for (const finding of findings) {
    const isAccessor = belongsToAccessor(planning, finding)
    const isGoing = isClientItself(planning, finding) && !isUsedAtHome(planning, finding, removals)
    const isLegacy = finding.orphaned || isGoing
    const isMeant =
      (isLegacy || planning.all) && planning.inScope(finding.file) && !isNeededAgain(planning, finding)
    if (isMeant) (isAccessor ? accessors : others).push(finding)
    const stays = !isMeant || finding.uncertain !== undefined
    if (finding.kind === 'file' && stays) kept.add(finding.file)
    else if ((stays || isListedExport(planning, finding, removals)) && isUntyped(finding.file))
      unchecked.add(finding.file)
    if (stays) stayingParts.push(...partsOf(survey.project, finding, removals))
  }
  const isAny = [...accessors, ...others].some(({ uncertain }) => uncertain === undefined)
  // By names alone, twice: asking the type checker for every member takes minutes in a large project.
  const idsOf = (also?: Iterable<string>) =>
    new Set(findDeadCode({ ...options, oracle: undefined, kept: also }).findings.map(({ id }) => id))
  const staying = [...kept, ...unchecked]
  const [dead, stillDead] = staying.length > 0 && isAny ? [idsOf(), idsOf(staying)] : [new Set(), new Set()]
  // A kept file's classes keep the members that are asked for, and what a dead one of them says stays all the same.
  const isAskedFor = (finding: DeadCodeFinding) =>
    (dead.has(finding.id) && !stillDead.has(finding.id)) ||
    (finding.kind === 'class-member' &&
      (staying.some((file) => asksFor(survey.project, file, finding)) ||
        stayingParts.some((part) => calls(part, finding))))
  const meant = [...accessors, ...others].filter(({ file }) => !kept.has(file))
  const used = new Set(meant.filter(isAskedFor))
  // What stays for one's sake needs what it names itself.
  for (let before = -1; before !== used.size; ) {
    before = used.size
    const needed = [...used].flatMap((finding) => partsOf(survey.project, finding, removals))
    for (const finding of meant) if (needed.some((part) => names(part, finding))) used.add(finding)
  }
  const orphan = (finding: DeadCodeFinding): Orphan => ({
    finding,
    removal: removals.get(finding.id)!,
    isUsed: used.has(finding),
  })
  return { accessors: accessors.map(orphan), others: others.map(orphan) }
}

/** What is left takes the database from its facade once it is migrated: phase 1 would write that anew. */
function isNeededAgain({ survey: { project, usages } }: Planning, { file }: DeadCodeFinding): boolean {
  return usages.some(({ inTest }) => !inTest) && isFacade(project.text(file) ?? '')
}

/** By its name alone, which members of other classes may have too: no types would tell them apart. */
function asksFor(project: Project, file: string, { name, file: own }: DeadCodeFinding): boolean {
  const member = name.slice(name.lastIndexOf('.') + 1)
  return file !== own && (project.text(file) ?? '').includes(member)
}

/** What a declaration that is dead and stays says, and the file around it. */
interface DeadPart {
  readonly file: string
  readonly text: string
  readonly around: string
}

function partsOf(
  project: Project,
  { id, file: path }: DeadCodeFinding,
  removals: ReadonlyMap<string, Removal>,
): DeadPart[] {
  const removal = removals.get(id)
  const around = removal?.kind === 'declarations' ? project.text(path) : undefined
  return removal?.kind === 'declarations' && around !== undefined
    ? removal.ranges.map(({ start, end }) => ({ file: path, text: around.slice(start, end), around }))
    : []
}

/** `.find(` where the class of `find` is named, too. */
function calls({ text, around }: DeadPart, { name }: DeadCodeFinding): boolean {
  const [owner = '', member = ''] = name.split('.')
  return wordsOf(text).includes(member) && wordsOf(around).includes(owner)
}

function names(part: DeadPart, finding: DeadCodeFinding): boolean {
  if (finding.kind === 'class-member') return calls(part, finding)
  return finding.file === part.file && wordsOf(part.text).includes(finding.name)
}

function wordsOf(text: string): string[] {
  return text.split(/[^\w$]+/)
}

function isUntyped(file: string): boolean {
  return /\.[cm]?jsx?$/.test(file)
}

/** `module.exports = { find }`, `exports.find = …`: these stay. */
function isListedExport(
  { survey: { project } }: Planning,
  { id, file: path }: DeadCodeFinding,
  removals: ReadonlyMap<string, Removal>,
): boolean {
  const removal = removals.get(id)
  const file = removal?.kind === 'declarations' && isUntyped(path) ? project.source(path) : undefined
  return (
    file !== undefined &&
    removal?.kind === 'declarations' &&
    removal.ranges.some((range) => declarationRemoval(file, range, removal.ranges) === 'commonjs-export')
  )
}

/** What hands out, wraps or is the legacy client, under any name: it goes, though nothing ever used it. */
function isClientItself({ survey }: Planning, { file, name }: DeadCodeFinding): boolean {
  return survey.carriers.get(file, exportedAs(name)) !== undefined
}

/** What its own module uses stays: its export is as it was before the migration. */
function isUsedAtHome(
  { survey: { project } }: Planning,
  { id, file, name }: DeadCodeFinding,
  removals: ReadonlyMap<string, Removal>,
): boolean {
  return removals.get(id)?.kind === 'export' && project.declarationOf(file, exportedAs(name))?.file === file
}

/** The client, what else its modules declare, and what other modules hand on of them. */
function belongsToAccessor(planning: Planning, finding: DeadCodeFinding): boolean {
  const { survey } = planning
  const { file, name } = finding
  const own = new Set([
    ...survey.accessors.map((accessor) => accessor.module),
    ...survey.clients.map((client) => client.module),
  ])
  const exported = exportedAs(name)
  const declared = survey.project.exports(file)?.named.has(exported)
    ? survey.project.declarationOf(file, exported)
    : undefined
  return (
    own.has(file) || (declared !== undefined && own.has(declared.file)) || isClientItself(planning, finding)
  )
}

function exportedAs(name: string): string {
  return name === 'default export' ? 'default' : name
}
