import { filesWithInjection } from '../../../access/data-call.js'
import type { ClientMethod } from '../../../clients/client-profile.js'
import type { TextEdit } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Candidate, FileProposal, ImportNeed, Proposal, RefusalDraft } from '../../../plan/proposal.js'
import { touchBy } from '../../../survey/follow-value.js'
import { declarationNamed } from '../../../survey/imported-binding.js'
import { type Node, outermost, placeName } from '../../../survey/nodes.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { visibleSql } from '../../../survey/sql-text.js'
import { statementKind } from '../../../survey/statement-kind.js'
import {
  type Extracted,
  extractToRepository,
  mayLoadRepositories,
} from '../../1-foundation/extract-repository/extract-repository.js'
import type { Facade } from '../../1-foundation/facade-accessor/facade-accessor.js'
import { repositoryCall } from '../../1-foundation/inject-repository/call-edits.js'
import { callSiteOf, removedBy } from '../../1-foundation/inject-repository/call-site.js'
import { ConnectionBound } from '../../1-foundation/inject-repository/connection-bound.js'
import { losesComment, runtime } from '../../1-foundation/inject-repository/inject-repository.js'
import { TokenCycle } from '../../1-foundation/inject-repository/token-cycle.js'
import type { QueryRefusal } from '../refusals.js'
import { readSender, type Sender } from './sender.js'
import { type LocalFunction, localFunctions, type SenderCall } from './sent-statements.js'

const codemod = 'move-statements'

/** A statement that a call site hands to a function which only sends it, and the method that it becomes. */
interface Moving {
  readonly call: SenderCall
  readonly extracted: Extracted
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
  const cycle = new TokenCycle(planning)
  for (const path of filesWithInjection(project)) {
    const file = isTestFile(path) || !planning.inScope(path) ? undefined : project.source(path)
    if (!file) continue
    for (const local of localFunctions(project, file)) {
      const read = readSender(project, file, local.body, local.name)
      if (!read) continue
      const refuse = (id: QueryRefusal) =>
        refusals.push({ usage: `${path}#${local.name}`, codemod, id, place: file.place(local.body) })
      const isShown = local.calls.some((call) => isStatement(call))
      if (typeof read === 'string') {
        if (isShown) refuse(`sender-${read}`)
        continue
      }
      const facade = facadeOf(planning, facades, file, read)
      if (!facade || !isShown) continue
      if (local.isReplaced) {
        refuse('sender-replaced')
        continue
      }
      const moving = await movingCalls(planning, facade, local, read)
      for (const candidate of proposed(planning, file, local, moving)) {
        const alternatives = candidate.alternatives.filter((way) => !cycle.asksTooEarly(way))
        if (alternatives.length > 0) candidates.push({ ...candidate, alternatives })
      }
    }
  }
  return { candidates, refusals }
}

/** A statement of its own, and none that is tied to one connection. */
function isStatement({ file, call }: SenderCall): boolean {
  const sql = visibleSql(file, call.arguments[0] as Node | undefined)
  return sql !== undefined && !/^(transaction|session-state)$/.test(statementKind(sql))
}

/** The facade whose database the function sends its statements to. */
function facadeOf(
  { survey: { project } }: Planning,
  facades: ReadonlyMap<string, Facade>,
  file: SourceFile,
  { token: named }: Sender,
): Facade | undefined {
  const declared = declarationNamed(project, file, named)
  const { node } = declared ?? {}
  if (!declared || node?.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return undefined
  const made = project.source(declared.file)?.textOf(node) ?? ''
  // What hands out the client or its accessor is a token, too.
  if (!/\bclientDatabase\(/.test(made)) return undefined
  const { name: token } = node.id
  const beside = [...facades.values()].filter(({ databaseModule }) => databaseModule === declared.file)
  const facade =
    beside.find((each) => !each.driver && each.token === token) ?? beside.find(({ driver }) => driver)
  const rows = /\brows: ['"](js|json|exact)['"]/.exec(made)?.[1] as Facade['profile']['rows']
  return facade && { ...facade, token, hasToken: true, profile: { ...facade.profile, rows } }
}

async function movingCalls(
  planning: Planning,
  facade: Facade,
  { calls, name }: LocalFunction,
  sender: Sender,
): Promise<Moving[]> {
  const { rows } = facade.profile
  const method: ClientMethod = { ...sender.method, ...(rows && { rows }) }
  const profile = { ...facade.profile, methods: new Map([[name, method]]) }
  const bound = ConnectionBound.of(planning)
  const moving: Moving[] = []
  // One after the other: methods enter a repository in the order of the code.
  for (const each of calls) {
    const { file, call, callee } = each
    if (isTestFile(file.path) || !planning.inScope(file.path) || !isStatement(each)) continue
    if (!mayLoadRepositories(planning, facade, file)) continue
    if (sender.givesReport && !isAlone(call as Node)) continue
    const touch = touchBy(call, name, callee)
    if (bound.refusalOf(file, touch)) continue
    const site = callSiteOf(planning, file, profile, touch)
    if (!site) continue
    const extracted = await extractToRepository(planning, facade, file, site)
    if ('methods' in extracted) moving.push({ call: each, extracted })
  }
  return moving
}

/** True where nobody uses what a call gives. */
function isAlone(call: Node): boolean {
  const outer = outermost(call)
  const waited = outer.parent?.type === 'AwaitExpression' ? outermost(outer.parent) : outer
  return waited.parent?.type === 'ExpressionStatement'
}

/** All calls together where the function goes with them, else each for itself. */
function proposed(
  planning: Planning,
  file: SourceFile,
  { calls, name, removable }: LocalFunction,
  moving: readonly Moving[],
): Candidate[] {
  const removal = removable && moving.length === calls.length ? removalOf(file, removable) : undefined
  const groups = removal ? [moving] : moving.map((each) => [each])
  return groups.flatMap((group) => {
    const [first] = group
    if (!first) return []
    const ways = (['typed', 'untyped'] as const).flatMap(
      (typing) => way(group, typing, name, removal && { file, edit: removal }) ?? [],
    )
    const alternatives = ways.filter(
      (each, index) => index === 0 || JSON.stringify(each) !== JSON.stringify(ways[0]),
    )
    const usages = planning.survey.values.flatMap((value) =>
      value.touches.some(({ call }) => group.some((each) => each.call.call === call)) ? [value.usage] : [],
    )
    const { file: home, call } = first.call
    const place = home.place(call)
    const named = `${home.path}#${placeName(call as Node)}/${name}`
    return alternatives.length > 0
      ? [{ usages: usages.length > 0 ? usages : [named], place, alternatives }]
      : []
  })
}

/** Takes the lines of a function or member, and the blank ones above them; undefined where a comment is in or beside it. */
function removalOf(file: SourceFile, node: Node): TextEdit | undefined {
  const { text, comments } = file
  const { parent } = node
  const siblings = (parent as { body?: unknown } | null | undefined)?.body
  if (!parent || !Array.isArray(siblings)) return undefined
  const lineStart = text.lastIndexOf('\n', node.start - 1) + 1
  const rest = /^;?[ \t]*(?=\r?\n|$)/.exec(text.slice(node.end))
  if (!rest || /\S/.test(text.slice(lineStart, node.start))) return undefined
  const within = comments.filter(({ start }) => start >= parent.start)
  const before = [...(siblings as Node[]), ...within].flatMap((each) =>
    each.end <= node.start ? each.end : [],
  )
  const previous = Math.max(0, ...before)
  const isTold = comments.some(
    ({ start, end }) =>
      (start >= node.start && end <= node.end) ||
      (end <= node.start && /^[ \t]*\r?\n[ \t]*$/.test(text.slice(end, node.start))),
  )
  // What a comment tells may be of use where the statements are now.
  if (isTold) return undefined
  const end = node.end + rest[0].length
  const line = /^[ \t;]*(?=\r?\n)/.exec(text.slice(previous))
  if (before.length > 0) return line ? { start: previous + line[0].length, end, text: '' } : undefined
  const blank = /^(\r?\n[ \t]*(?=\r?\n))*\r?\n/.exec(text.slice(end))
  return { start: lineStart, end: end + (blank?.[0].length ?? 0), text: '' }
}

function way(
  group: readonly Moving[],
  typing: 'typed' | 'untyped',
  name: string,
  removal: { readonly file: SourceFile; readonly edit: TextEdit } | undefined,
): Proposal | undefined {
  const parts = new Map<SourceFile, Part>()
  const methods: number[] = []
  const exports: FileProposal[] = []
  for (const { call, extracted } of group) {
    const { repository, site } = extracted
    const method =
      typing === 'untyped' ? (extracted.methods.untyped ?? extracted.methods.typed) : extracted.methods.typed
    const part: Part = parts.get(call.file) ?? {
      edits: [],
      imports: new Map([['inject', { target: { package: runtime }, name: 'inject' }]]),
    }
    parts.set(call.file, part)
    methods.push(method)
    part.edits.push(...repositoryCall(call.file, site, `inject(${repository.className})`, method))
    part.imports.set(repository.className, { target: { file: repository.file }, name: repository.className })
    exports.push(...extracted.exports)
  }
  const own = removal && parts.get(removal.file)
  if (removal && own) own.edits.push(removal.edit)
  if ([...parts].some(([file, { edits }]) => losesComment(file, edits))) return undefined
  const sites = group.map(({ extracted }) => extracted.site)
  const repositories = [...new Set(group.map(({ extracted }) => extracted.repository.className))]
  const statements = group.length === 1 ? '1 statement' : `${group.length} statements`
  const gone = removal ? `, which nothing calls any more` : ''
  return {
    codemod,
    reason: `${statements} of ${repositories.join(', ')}, sent by ${name}() before${gone}.`,
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
