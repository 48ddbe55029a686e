import { isGivenBack } from '../../../access/given-back.js'
import { helperMethod } from '../../../clients/helper-method.js'
import { isCommonJs } from '../../../edits/code-style.js'
import type { TextEdit, Usage } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { Candidate, FileProposal, Proposal } from '../../../plan/proposal.js'
import type { ClientValue } from '../../../survey/client-value.js'
import { type Node, outermostFunction } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { visibleSql } from '../../../survey/sql-text.js'
import { isWholeTransaction, statementKind } from '../../../survey/statement-kind.js'
import { touchSql } from '../../../survey/touch-sql.js'
import { handsTransaction } from '../../../survey/usage-shape.js'
import {
  type Extraction,
  extractToRepository,
  mayLoadRepositories,
} from '../extract-repository/extract-repository.js'
import { movingTogether } from '../extract-repository/moving-together.js'
import { DriverMocks } from '../facade-accessor/driver-mocks.js'
import type { Facade } from '../facade-accessor/facade-accessor.js'
import { parametrizeHelperCall } from '../parametrize-sql/parametrize-helper-call.js'
import { isAskedForOne } from './asked-for-one.js'
import { type CallSite, callSiteOf, removedBy } from './call-site.js'
import { ConnectionBound } from './connection-bound.js'
import { type DriverCalls, driverCalls, isScript, type Outdented } from './driver-calls.js'
import { injectAccessor } from './inject-accessor.js'
import { injectClientAccessor } from './inject-client-accessor.js'
import { alternative, losesComment, takenApart, wholeStatements } from './inject-repository.js'
import { mockedBy } from './mocked-by.js'
import { boundAlternatives } from './propose-handed.js'
import { besideKeptClient } from './propose-handed-client.js'
import { statementHolder } from './statement-holder.js'
import { stayingBecause, stayingBeside } from './staying-because.js'
import { throughAlternatives } from './through-client.js'

type Outcome =
  | { readonly refused: string; readonly detail?: string }
  | { readonly candidate: Candidate | undefined }
  /** What it uses is the database that the facade's own module opens: `own` where nobody else has to be asked for it. */
  | { readonly served: true; readonly own?: true }

/**
 * One place that takes the driver's own connection or instance: the database is injected where it can stand in, else the
 * accessor. `ofClass`: the facade of the client's class, where what opens the database is one.
 */
export async function proposeDriverValue(
  planning: Planning,
  facade: Facade,
  usage: Usage,
  value: ClientValue,
  ofClass: Facade | undefined,
): Promise<Outcome> {
  const { driver } = facade
  const file = planning.survey.project.source(value.file)
  if (!driver || !file || usage.inTest) return { refused: 'test-kept' }
  if (!planning.inScope(value.file)) return { candidate: undefined }
  if (value.origin.type !== 'accessor')
    return usage.shape === 'manual-transaction' ? { refused: 'manual-transaction' } : { served: true }
  if (opensTransaction(facade, file, value)) return { refused: 'manual-transaction' }
  if (isOwnModule(planning, facade, file, value)) return { served: true, own: true }
  const mocked = mockedBy(planning, facade, file, value.origin.reference)
  if (mocked === 'elsewhere') return { refused: 'mocked-elsewhere' }
  const alternatives = await databaseAlternatives(planning, facade, file, value)
  const through =
    alternatives.length === 0 ? await throughAlternatives(planning, facade, file, value, mocked) : undefined
  if (through?.whole) alternatives.push(...through.alternatives)
  const { accessorToken } = driver
  const isVariable = isVariableOf(facade, value)
  const injected =
    accessorToken === undefined || isVariable
      ? undefined
      : driver.appended
        ? injectClientAccessor(planning, facade, value)
        : injectAccessor(planning, facade, accessorToken, file, value)
  if (injected) {
    const reasons = injected.keepsSql
      ? await stayingBecause(planning, facade, file, value, mocked)
      : new Map<Node, string>()
    const beside = (moved?: ReadonlySet<Node>) => ({ ...injected, staying: stayingBeside(reasons, moved) })
    const fallback = beside()
    if (through && !through.whole)
      alternatives.push(...through.alternatives.map((way) => joined(way, beside(through.moved))))
    // A test that looks at what was asked looks at its text.
    const parametrized =
      mocked === 'nobody' ? await withParameters(planning, facade, file, value, fallback) : undefined
    if (parametrized) alternatives.push(parametrized)
    const connection = driver.appended ? undefined : connectionOf(planning, facade, value)
    const loadedBy = value.origin.dynamicImport
    const bound = connection && (await boundAlternatives(planning, facade, connection, { loadedBy }))
    if (bound) alternatives.push(...bound.alternatives.map((way) => joined(way, beside(bound.moved))))
    if (ofClass) alternatives.push(...(await besideKeptClient(planning, ofClass, value, injected)))
    alternatives.push(fallback)
  }
  if (alternatives.length === 0 && isVariable) return { served: true, own: true }
  if (alternatives.length === 0)
    return { refused: value.origin.dynamicImport ? 'unsupported-dynamic-import' : 'client-escapes' }
  return {
    candidate: { usages: [value.usage], place: usage, facade: facade.databaseModule, alternatives },
  }
}

/** True where a place opens a transaction by hand, or hands one on. */
export function opensTransaction({ driver }: Facade, file: SourceFile, value: ClientValue): boolean {
  const held = [value, ...(value.derived ?? [])]
  const touches = held.flatMap((each) => each.touches)
  const begins = touches.some((touch) => {
    const sql = touchSql(file, touch)
    if (sql === undefined || statementKind(sql) !== 'transaction') return false
    return driver?.handsOut !== 'other' || !isWholeTransaction(sql)
  })
  return begins || held.some(({ escapes }) => escapes.some(handsTransaction))
}

/** What the accessor is replaced by at the call itself is no connection that stays there. */
function connectionOf(planning: Planning, facade: Facade, value: ClientValue): ClientValue | undefined {
  const holder = statementHolder(planning, facade, value)
  return holder && (holder !== value || /^(variable|field)$/.test(value.kind)) ? holder : undefined
}

/** The helper injected, and values of its SQL given as parameters. */
async function withParameters(
  planning: Planning,
  facade: Facade,
  file: SourceFile,
  value: ClientValue,
  injected: Proposal,
): Promise<Proposal | undefined> {
  const edit = await parametrizeHelperCall(planning, file, value, facade.accessor)
  const [own, ...others] = injected.files
  if (!edit || !own) return undefined
  return {
    ...injected,
    codemod: 'parametrize-sql',
    reason: `The values in its SQL become parameters, and ${injected.reason}`,
    files: [
      {
        ...own,
        edits: [...own.edits, edit],
        removedReferences: [...own.removedReferences, edit],
      },
      ...others,
    ],
  }
}

/** The accessor injected, and repositories on what it hands out. */
function joined(bound: Proposal, injected: Proposal): Proposal {
  const [own, ...others] = injected.files
  const [first, ...more] = bound.files
  if (!own || !first || own.path !== first.path) return injected
  const file: FileProposal = {
    ...own,
    edits: [...own.edits, ...first.edits],
    imports: [...own.imports, ...first.imports],
    removedReferences: [...own.removedReferences, ...first.removedReferences],
  }
  return {
    ...injected,
    ...bound,
    reason: `${bound.reason.slice(0, -1)}; ${injected.reason}`,
    files: [file, ...others, ...more],
  }
}

/** The accessor's module can ask a container only when it is called, not while it loads; accessors build on each other. */
function isOwnModule(planning: Planning, facade: Facade, file: SourceFile, value: ClientValue): boolean {
  const { accessor } = facade
  // What is not exported nobody else has; every `new Client()` has a database of its own.
  if (accessor.hidden || accessor.kind === 'constructor') return true
  if (value.file !== accessor.module && value.file !== accessor.client?.module) return false
  if (isCommonJs(file)) return true
  const reference = value.origin.type === 'accessor' ? value.origin.reference : value.declaration
  const outer = outermostFunction(reference)
  if (!outer || accessor.kind === 'instance') return true
  const exports = planning.survey.project.exports(file.path)?.named ?? []
  return planning.survey.accessors.some((other) => {
    const exported = other.module === file.path && new Map(exports).get(other.export)
    return (
      exported &&
      exported.kind === 'local' &&
      outer.start >= exported.node.start &&
      outer.end <= exported.node.end
    )
  })
}

/** What the accessor hands out, taken in its module from the variable that holds it. */
function isVariableOf({ accessor }: Facade, { file, origin }: ClientValue): boolean {
  if (origin.type !== 'accessor' || accessor.kind === 'instance' || file !== accessor.module) return false
  const { reference } = origin
  return (
    reference.type === 'Identifier' && accessor.export !== 'default' && reference.name !== accessor.export
  )
}

/** One call of a helper, where the injected database gives the same rows at the same moment. */
function helperCalls(
  planning: Planning,
  facade: Facade,
  file: SourceFile,
  value: ClientValue,
): DriverCalls | undefined {
  const [touch] = value.touches
  const method = helperMethod(planning.survey.project, facade.accessor)
  if (!touch || !method || value.origin.type !== 'accessor' || value.origin.dynamicImport) return undefined
  if (method.rows !== undefined && method.rows !== facade.profile.rows) return undefined
  const [sql] = touch.call.arguments as Node[]
  const text = visibleSql(file, sql)
  const kind = text === undefined ? 'other' : statementKind(text)
  if (!sql || kind === 'session-state' || kind === 'transaction') return undefined
  // Calls sent together rely on the order that one connection gives them.
  if (!touch.awaited && !isGivenBack(touch.call as Node)) return undefined
  const isWriting = method.result === 'nothing'
  const result = isWriting && text !== undefined && isScript(text) ? 'script' : method.result
  return { value, calls: [{ touch, method: { ...method, result } }], edits: [], outdented: [] }
}

async function databaseAlternatives(
  planning: Planning,
  facade: Facade,
  file: SourceFile,
  given: ClientValue,
): Promise<Proposal[]> {
  const { driver, profile } = facade
  const { project } = planning.survey
  if (!driver || driver.handsOut === 'other' || !profile.rows) return []
  // The injected database is the one that the accessor gives when it is asked for none in particular.
  if (driver.handsOut !== 'helper' && isAskedForOne(given)) return []
  const isMocked = planning.survey.mocks.some(({ file: test, subject }) =>
    subject === undefined ? project.graph.reaches(test, given.file) : subject === given.file,
  )
  if (isMocked || DriverMocks.of(planning).reaching(given.file) !== undefined) return []
  const bound = ConnectionBound.of(planning)
  if (given.touches.some((touch) => bound.refusalOf(file, touch))) return []
  const found =
    driver.handsOut === 'helper'
      ? helperCalls(planning, facade, file, given)
      : driverCalls(project, file, given, driver.handsOut, profile.rows)
  if (!found) return []
  const sites: CallSite[] = []
  const outcomes: Extraction[] = []
  for (const { touch, method } of found.calls) {
    const site = callSiteOf(planning, file, { ...profile, methods: new Map([[touch.method, method]]) }, touch)
    if (!site) return []
    sites.push(site)
    outcomes.push(
      planning.enabled('extract-repository') && mayLoadRepositories(planning, facade, file)
        ? await extractToRepository(planning, facade, file, site, driver.handsOut !== 'helper')
        : {
            stays: planning.enabled('extract-repository')
              ? 'its module and those of repositories are loaded in different ways'
              : 'extract-repository was not asked for',
          },
    )
  }
  const extracted = movingTogether(outcomes)
  const proposals: Proposal[] = []
  for (const typing of ['typed', 'untyped', 'none'] as const) {
    const proposal = alternative(
      planning,
      facade,
      file,
      found.value,
      sites,
      extracted,
      typing,
      false,
      undefined,
    )
    const own = proposal?.files.find((part) => part.path === file.path)
    if (!proposal || !own) continue
    const edits = compatible(
      own.edits.map((edit) => outdentedText(edit, found.outdented)),
      found.edits,
    )
    if (!edits || losesComment(file, edits, wholeStatements(extracted, typing))) continue
    const changed = {
      ...own,
      edits,
      removedReferences: removedBy(edits, takenApart(sites, extracted, typing)),
    }
    const files = proposal.files.map((part) => (part === own ? changed : part))
    proposals.push({ ...proposal, files })
  }
  return proposals.filter(
    (proposal, index) => index === 0 || JSON.stringify(proposal) !== JSON.stringify(proposals[index - 1]),
  )
}

/** What takes the place of code that moves further out moves with it. */
function outdentedText(edit: TextEdit, moved: readonly Outdented[]): TextEdit {
  if (edit.text.includes('`')) return edit
  let { text } = edit
  for (const { start, end, unit } of moved)
    if (edit.start >= start && edit.end <= end) text = text.replaceAll(`\n${unit}`, '\n')
  return { ...edit, text }
}

/** Both sets of edits; indentation that another edit replaces anyway is left to it. Undefined when they overlap otherwise. */
function compatible(edits: readonly TextEdit[], more: readonly TextEdit[]): TextEdit[] | undefined {
  const result = [...edits]
  const overlaps = (a: TextEdit, b: TextEdit) => a.start < b.end && b.start < a.end
  const weight = (edit: TextEdit) => edit.end - edit.start
  for (const edit of [...more].sort((a, b) => weight(b) - weight(a))) {
    const rivals = result.filter((other) => overlaps(edit, other))
    if (rivals.length === 0) result.push(edit)
    else if (edit.text !== '' || weight(edit) > 8) return undefined
  }
  return result
}
