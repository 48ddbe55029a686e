import { filesWithInjection } from '../../../access/data-call.js'
import {
  type LocalFunction,
  localFunctions,
  type SenderCall,
  showsStatement,
} from '../../../access/local-functions.js'
import type { ClientMethod } from '../../../clients/client-profile.js'
import type { TextEdit } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Candidate, FileProposal, ImportNeed, Proposal, RefusalDraft } from '../../../plan/proposal.js'
import { touchBy } from '../../../survey/follow-value.js'
import { declarationNamed } from '../../../survey/imported-binding.js'
import { type Node, outermost, placeName } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import {
  type Extracted,
  extractToRepository,
  mayLoadRepositories,
} from '../../1-foundation/extract-repository/extract-repository.js'
import { movingTogether } from '../../1-foundation/extract-repository/moving-together.js'
import type { Facade } from '../../1-foundation/facade-accessor/facade-accessor.js'
import { repositoryCall } from '../../1-foundation/inject-repository/call-edits.js'
import { callSiteOf, removedBy } from '../../1-foundation/inject-repository/call-site.js'
import { ConnectionBound } from '../../1-foundation/inject-repository/connection-bound.js'
import {
  losesComment,
  runtime,
  wholeStatements,
} from '../../1-foundation/inject-repository/inject-repository.js'
import { TokenCycle } from '../../1-foundation/inject-repository/token-cycle.js'
import type { QueryRefusal } from '../refusals.js'
import { type Holder, holderOf, removalOf, removals } from './removal.js'
import { readSender, type Sender } from './sender.js'
import { isNamedAt } from './sent-to.js'

const codemod = 'move-statements'

/** A statement that a call site hands to a function which only sends it, and the method that it becomes. */
interface Moving {
  readonly call: SenderCall
  readonly extracted: Extracted
  /** What holds the database there, where that is not the injected one. */
  readonly on?: string
}

interface Part {
  readonly edits: TextEdit[]
  readonly imports: Map<string, ImportNeed>
}

/** Statements that go through a function of the code's own, `this.rows('SELECT …')`, become methods of repositories. */
export async function moveStatements(
  planning: Planning,
  facades: ReadonlyMap<string, Facade>,
): Promise<Proposals> {
  const candidates: Candidate[] = []
  const refusals: RefusalDraft[] = []
  const { project } = planning.survey
  const cycle = TokenCycle.of(planning)
  for (const path of filesWithInjection(project)) {
    const file = isTestFile(path) || !planning.inScope(path) ? undefined : project.source(path)
    if (!file) continue
    const found: Left[] = []
    for (const local of localFunctions(project, file)) {
      const read = readSender(project, file, local.body, local.name)
      if (!read) continue
      const refuse = (id: QueryRefusal) =>
        refusals.push({ usage: `${path}#${local.name}`, codemod, id, place: file.place(local.body) })
      const isShown = local.calls.some((call) => showsStatement(call))
      if (typeof read === 'string') {
        if (isShown) refuse(`sender-${read}`)
        continue
      }
      const sentTo = databaseOf(planning, facades, file, read)
      if (!sentTo || !isShown) continue
      if (read.picksFirst && sentTo.picksItself) {
        refuse('through-client')
        continue
      }
      const isAnswered = read.picksFirst && isQueryAnswered(project, path)
      if (local.isReplaced || isAnswered) {
        refuse(local.isReplaced ? 'sender-replaced' : 'mocked-in-test')
        continue
      }
      const moving = await movingCalls(planning, sentTo, file, local, read)
      if (moving.length > 0) found.push(leftBy(file, local, read, moving))
    }
    for (const candidate of proposed(planning, file, found)) {
      const alternatives = candidate.alternatives.filter((way) => !cycle.asksTooEarly(way))
      if (alternatives.length > 0) candidates.push({ ...candidate, alternatives })
    }
  }
  return { candidates, refusals }
}

/** True where a test of the file gives it a database whose `query` it has written itself. */
function isQueryAnswered(project: Project, path: string): boolean {
  return [...project.graph.reverseClosure([path])].some(
    (test) => isTestFile(test) && /(?<![.\w$])query\s*[:(]/.test(project.text(test) ?? ''),
  )
}

interface SentDatabase {
  readonly facade: Facade
  readonly bindsValues: boolean
  /** True where the first row is asked for in another way than all rows are. */
  readonly picksItself: boolean
}

/** The facade whose database the function sends its statements to: of one that it is given, the only one there is. */
function databaseOf(
  { survey: { project } }: Planning,
  facades: ReadonlyMap<string, Facade>,
  file: SourceFile,
  { database }: Sender,
): SentDatabase | undefined {
  const named = database.token && declarationNamed(project, file, database.token)
  const tokens = named ? [named] : databaseTokens(project, facades)
  const [declared] = tokens
  const { node } = declared ?? {}
  if (!declared || tokens.length > 1) return undefined
  if (node?.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return undefined
  const made = project.source(declared.file)?.textOf(node) ?? ''
  // What hands out the client or its accessor is a token, too.
  if (!makesDatabase.test(made)) return undefined
  const { name: token } = node.id
  const beside = [...facades.values()].filter(({ databaseModule }) => databaseModule === declared.file)
  const facade =
    beside.find((each) => !each.driver && each.token === token) ?? beside.find(({ driver }) => driver)
  const rows = /\brows: ['"](js|json|exact)['"]/.exec(made)?.[1] as Facade['profile']['rows']
  const isThrough = made.includes('databaseThrough(')
  return (
    facade && {
      facade: { ...facade, token, hasToken: true, profile: { ...facade.profile, rows } },
      // What the client's own functions do with values is not known here, nor what its function for one row does.
      bindsValues: !isThrough,
      picksItself: isThrough && /\bmaybeOne:/.test(made),
    }
  )
}

const makesDatabase = /\b(clientDatabase|databaseThrough)\(/

function databaseTokens(
  project: Project,
  facades: ReadonlyMap<string, Facade>,
): { readonly file: string; readonly node: Node }[] {
  const modules = new Set([...facades.values()].map(({ databaseModule }) => databaseModule))
  return [...modules].flatMap((path) => {
    const file = project.source(path)
    const declared = [...(file?.scopes.topLevelBindings() ?? [])].map(({ declaration }) => declaration)
    return declared.flatMap((node) =>
      node.type === 'VariableDeclarator' && makesDatabase.test(file!.textOf(node))
        ? [{ file: path, node }]
        : [],
    )
  })
}

async function movingCalls(
  planning: Planning,
  { facade, bindsValues }: SentDatabase,
  home: SourceFile,
  { calls, name }: LocalFunction,
  sender: Sender,
): Promise<Moving[]> {
  const { rows } = facade.profile
  const { object, isGiven } = sender.database
  const method: ClientMethod = { ...sender.method, ...(rows && { rows }) }
  const profile = { ...facade.profile, methods: new Map([[name, method]]) }
  const bound = ConnectionBound.of(planning)
  const moving: Moving[] = []
  // One after the other: methods enter a repository in the order of the code.
  for (const each of calls) {
    const { file, call, callee } = each
    if (isTestFile(file.path) || !planning.inScope(file.path) || !showsStatement(each)) continue
    if (!mayLoadRepositories(planning, facade, file)) continue
    if (sender.givesReport && !isAlone(call as Node)) continue
    if (isGiven && !isNamedAt(home, object, each)) continue
    const touch = touchBy(call, name, callee)
    if (bound.refusalOf(file, touch)) continue
    const site = callSiteOf(planning, file, profile, touch)
    if (!site || (site.parametrized && !bindsValues)) continue
    // What it shares with another statement stays with that: each may move without the other.
    const [extracted] = movingTogether([await extractToRepository(planning, facade, file, site)])
    if (extracted && 'methods' in extracted)
      moving.push({ call: each, extracted, ...(isGiven && { on: home.textOf(object) }) })
  }
  return moving
}

/** True where nobody uses what a call gives. */
function isAlone(call: Node): boolean {
  const outer = outermost(call)
  const waited = outer.parent?.type === 'AwaitExpression' ? outermost(outer.parent) : outer
  return waited.parent?.type === 'ExpressionStatement'
}

/** A function whose statements move. */
interface Left {
  readonly name: string
  readonly moving: readonly Moving[]
  /** Takes it out, where nothing calls it any more. */
  readonly removal?: TextEdit
  readonly holder?: Holder
}

function leftBy(
  file: SourceFile,
  { calls, name, removable }: LocalFunction,
  { database }: Sender,
  moving: readonly Moving[],
): Left {
  const removal = removable && moving.length === calls.length ? removalOf(file, removable) : undefined
  const holder = removal && !database.isGiven ? holderOf(file, database.object, removable!) : undefined
  return { name, moving, ...(removal && { removal }), ...(holder && { holder }) }
}

/** Calls of what goes together, with what else names the same holder of the database; else each for itself. */
function proposed(planning: Planning, file: SourceFile, found: readonly Left[]): Candidate[] {
  const together = new Map<Node | Left, Left[]>()
  for (const left of found) {
    const key = left.holder?.node ?? left
    if (left.removal) together.set(key, [...(together.get(key) ?? []), left])
  }
  const whole = [...together.values()].map((group) => {
    const gone = group.flatMap(({ removal }) => removal ?? [])
    return { group, edits: removals(file, gone, group[0]!.holder) }
  })
  const single = found
    .filter(({ removal }) => !removal)
    .flatMap((left) => left.moving.map((each) => ({ group: [{ ...left, moving: [each] }], edits: [] })))
  return [...whole, ...single].flatMap(({ group, edits }) => {
    const moving = group.flatMap((left) => left.moving)
    const names = group.map(({ name }) => `${name}()`)
    const ways = (['typed', 'untyped'] as const).flatMap(
      (typing) => way(moving, typing, names, { file, edits }) ?? [],
    )
    const alternatives = ways.filter(
      (each, index) => index === 0 || JSON.stringify(each) !== JSON.stringify(ways[0]),
    )
    const usages = planning.survey.values.flatMap((value) =>
      value.touches.some(({ call }) => moving.some((each) => each.call.call === call)) ? [value.usage] : [],
    )
    const { file: home, call } = moving[0]!.call
    const named = `${home.path}#${placeName(call as Node)}/${group[0]!.name}`
    return alternatives.length > 0
      ? [{ usages: usages.length > 0 ? usages : [named], place: home.place(call), alternatives }]
      : []
  })
}

function way(
  group: readonly Moving[],
  typing: 'typed' | 'untyped',
  names: readonly string[],
  gone: { readonly file: SourceFile; readonly edits: readonly TextEdit[] },
): Proposal | undefined {
  const parts = new Map<SourceFile, Part>()
  const methods: number[] = []
  const exports: FileProposal[] = []
  for (const { call, extracted, on } of group) {
    const { repository, site } = extracted
    const method =
      typing === 'untyped' ? (extracted.methods.untyped ?? extracted.methods.typed) : extracted.methods.typed
    const part: Part = parts.get(call.file) ?? { edits: [], imports: new Map() }
    parts.set(call.file, part)
    methods.push(method)
    const { className } = repository
    const receiver = on === undefined ? `inject(${className})` : `new ${className}(${on})`
    part.edits.push(...repositoryCall(call.file, site, receiver, method))
    if (on === undefined) part.imports.set('inject', { target: { package: runtime }, name: 'inject' })
    part.imports.set(repository.className, { target: { file: repository.file }, name: repository.className })
    exports.push(...extracted.exports)
  }
  parts.get(gone.file)?.edits.push(...gone.edits)
  const whole = wholeStatements(
    group.map(({ extracted }) => extracted),
    typing,
  )
  if ([...parts].some(([file, { edits }]) => losesComment(file, edits, whole))) return undefined
  const sites = group.map(({ extracted }) => extracted.site)
  const repositories = [...new Set(group.map(({ extracted }) => extracted.repository.className))]
  const statements = group.length === 1 ? '1 statement' : `${group.length} statements`
  const last = gone.edits.length > 0 ? ', which nothing calls any more' : ''
  return {
    codemod,
    reason: `${statements} of ${repositories.join(', ')}, sent by ${names.join(', ')} before${last}.`,
    methods,
    files: [
      ...[...parts].map(([file, { edits, imports }]) => ({
        path: file.path,
        edits,
        imports: [...imports.values()],
        removedReferences: removedBy(edits, sites),
      })),
      ...exports,
    ],
  }
}
