import type { TextEdit } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { FileProposal, ImportNeed, Range } from '../../../plan/proposal.js'
import type { ClientValue } from '../../../survey/client-value.js'
import { keyName, type Node, unwrap, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Facade } from '../../1-foundation/facade-accessor/facade-accessor.js'
import { databaseCall } from '../../1-foundation/inject-repository/call-edits.js'
import { callSiteOf } from '../../1-foundation/inject-repository/call-site.js'
import type { CleanupRefusal } from '../refusals.js'
import { usagesLeft } from '../usages-left.js'
import { injectedText, injectionsOf } from './accessor-injections.js'
import { closerEdits, needsOf } from './closers.js'
import { closingInjections } from './closing-injections.js'
import { driverOpening, stillOpened } from './driver-opening.js'
import { unusedTokens } from './driver-tokens.js'
import { type Opening, openingOf } from './opening.js'
import { mockEdits } from './test-mocks.js'

const codemod = 'remove-facade'

/** The token opens its database by itself, and nothing but dead code names the accessor any more: tests and closing included. */
export function removeFacade(planning: Planning, facades: ReadonlyMap<string, Facade>): Proposals {
  const proposals: Proposals = { candidates: [], refusals: [] }
  const removed = [...facades.values()].filter(isRemoved)
  const told = new Set<string>()
  const left = planning.survey.usages.filter((usage) => !usage.inTest)
  if (removed.length > 0 && left.length > 0) return { candidates: [], refusals: usagesLeft(codemod, left) }
  for (const facade of removed) {
    // The accessors of one driver's module share their token.
    if (facade.driver && told.has(facade.databaseModule)) continue
    const group = facade.driver
      ? removed.filter((other) => other.driver && other.databaseModule === facade.databaseModule)
      : [facade]
    const outcome = withoutFacade(planning, facade, group)
    if (!outcome) continue
    if (facade.driver) told.add(facade.databaseModule)
    if ('refused' in outcome) {
      const file = planning.survey.project.source(facade.databaseModule)
      const place = outcome.place ?? file?.place({ start: 0, end: 0 })
      if (!place) continue
      const { refused: id, detail } = outcome
      const usage = facade.accessor.id
      proposals.refusals.push({ usage, codemod, id, place, ...(detail !== undefined && { detail }) })
    } else {
      const file = planning.survey.project.source(facade.databaseModule)!
      proposals.candidates.push({
        usages: outcome.usages,
        place: file.place({ start: 0, end: 0 }),
        alternatives: [
          {
            codemod,
            reason: `${facade.token} opens the database by itself; tests and what closes it follow.`,
            files: outcome.files,
          },
        ],
      })
    }
  }
  return proposals
}

/** What hangs on another accessor's facade goes with that. */
export function isRemoved({ kept, accessor }: Facade): boolean {
  return !kept && !accessor.hidden
}

type Outcome =
  | {
      readonly refused: CleanupRefusal
      readonly detail?: string
      readonly place?: Proposals['refusals'][number]['place']
    }
  | { readonly files: FileProposal[]; readonly usages: string[] }

/** Undefined where there is no facade: the accessor alone is injected, or was. */
function withoutFacade(planning: Planning, facade: Facade, group: readonly Facade[]): Outcome | undefined {
  const { survey } = planning
  // Code that works with the client itself gets it from a token: it is no usage, and still needs the client.
  const [own] = group.flatMap((each) => {
    const found = injectionsOf(survey.project, each)
    return found ? [{ of: each, found }] : []
  })
  const closings = own && closingInjections(planning, own.of)
  if (own && !closings)
    return {
      refused: 'accessor-injected',
      place: own.found.first,
      detail: injectedText(own.of, own.found),
    }
  const file = survey.project.source(facade.databaseModule)
  const call = file && facadeCall(file)
  if (!file || !call) return undefined
  const isOfDriver = facade.driver !== undefined && !facade.driver.appended
  const unknown = isOfDriver ? 'module-opening-unknown' : 'opening-unknown'
  const opening = isOfDriver ? driverOpening(planning, facade, file) : openingOf(planning, facade)
  if (!opening) return { refused: unknown }
  if ('more' in opening) return { refused: unknown, detail: opening.more }
  const user = isOfDriver ? stillOpened(planning, facade) : undefined
  if (user) return { refused: 'opened-elsewhere', ...user }
  const closing = closerEdits(planning, facade)
  if (!closing) return { refused: 'closing-unknown' }
  const token = tokenEdits(file, call, opening)
  const unused = isOfDriver ? unusedTokens(planning, group, file) : { edits: [], removed: [] }
  const files = new Map<string, { edits: TextEdit[]; imports: ImportNeed[] }>()
  const at = (path: string) => {
    const entry = files.get(path) ?? { edits: [], imports: [] }
    files.set(path, entry)
    return entry
  }
  at(file.path).edits.push(...token.edits, ...unused.edits)
  at(file.path).imports.push(
    { target: { package: '@duckshift/runtime' }, name: 'lazyDatabase' },
    ...opening.imports,
  )
  if (closings) at(file.path).edits.push(closings.token.edit)
  for (const { path, edits, imports } of [...closing, ...(closings?.files ?? [])]) {
    at(path).edits.push(...edits)
    at(path).imports.push(...imports)
  }
  const [mock] = survey.mocks
  if (isOfDriver && mock)
    return { refused: 'mock-form', place: survey.project.source(mock.file)!.place({ start: 0, end: 0 }) }
  const [test] = survey.usages
  if (isOfDriver && test) return { refused: 'test-form', place: test }
  for (const path of new Set(survey.mocks.map((mock) => mock.file))) {
    const test = survey.project.source(path)!
    const edits = mockEdits(planning, facade, test, token.methods)
    if (!edits) return { refused: 'mock-form', place: test.place({ start: 0, end: 0 }) }
    at(path).edits.push(...edits)
  }
  for (const value of survey.values) {
    const edits = testEdits(planning, facade, value)
    const usage = survey.usages.find((other) => other.id === value.usage)
    if (!edits) return { refused: 'test-form', ...(usage && { place: usage }) }
    at(value.file).edits.push(...edits)
    at(value.file).imports.push(...needsOf(facade))
  }
  const other = survey.usages.find(
    (usage) => usage.shape === 'passed-as-value' || usage.shape === 'dynamic-import',
  )
  if (other) return { refused: 'test-form', place: other }
  return {
    usages: survey.usages.map((usage) => usage.id),
    files: [...files].map(([path, { edits, imports }]) => ({
      path,
      edits,
      imports,
      removedReferences:
        path === file.path
          ? [...token.removed, ...unused.removed, ...(closings ? [closings.token.removed] : [])]
          : edits.filter((edit) => edit.end > edit.start),
    })),
  }
}

/** `clientDatabase({ … })`, the facade between the token and the client. */
function facadeCall(file: SourceFile): Node | undefined {
  let found: Node | undefined
  walk(file.program, (node) => {
    if (node.type === 'CallExpression' && file.textOf(node.callee) === 'clientDatabase') found ??= node
    return true
  })
  return found
}

function tokenEdits(
  file: SourceFile,
  call: Node,
  opening: Opening,
): { readonly edits: TextEdit[]; readonly methods: string; readonly removed: Range[] } {
  const given = new Map<string, string>()
  let removed: Range[] = [{ start: call.start, end: call.end }]
  const argument = call.type === 'CallExpression' ? unwrap(call.arguments[0] as Node) : call
  if (argument.type === 'ObjectExpression') {
    for (const property of argument.properties) {
      if (property.type !== 'Property') continue
      const name = keyName(property.key) ?? ''
      given.set(name, file.textOf(property.value))
      const { start, end } = property.value
      if (name === 'mapRow')
        removed = [
          { start: call.start, end: start },
          { start: end, end: call.end },
        ]
    }
  }
  const rows = given.get('rows')
  const options = [
    ...(rows && rows.slice(1, -1) !== 'js' ? [`rows: ${rows}`] : []),
    ...(given.has('mapRow') ? [`mapRow: ${given.get('mapRow')}`] : []),
    ...(opening.config === undefined ? [] : [`config: ${opening.config}`]),
    ...(opening.statements.length > 0 ? [onConnect(opening.statements)] : []),
  ]
  const path = /^(['"`])[^$]*\1$/.test(opening.path) ? opening.path : `() => ${opening.path}`
  const text =
    options.length === 0 ? `lazyDatabase(${path})` : `lazyDatabase(${path}, { ${options.join(', ')} })`
  const edits: TextEdit[] = [{ start: call.start, end: call.end, text }]
  const comment = file.comments.find((one) =>
    /The database behind .*, as repositories (and call sites )?get it/.test(one.value),
  )
  const lineEnding = file.text.includes('\r\n') ? '\r\n' : '\n'
  const taken = (opening.declarations ?? []).map((text) => `${text}${lineEnding}`).join('')
  const before = taken === '' ? '' : `${taken}${lineEnding}`
  if (comment) {
    const about = "/** The application's database, opened at its first use. */"
    edits.push({ start: comment.start, end: comment.end, text: `${before}${about}` })
  } else if (before !== '') {
    const { start } = statementAround(file, call)
    edits.push({ start, end: start, text: before })
  }
  return { edits, removed, methods: given.get('standIn') ?? '{}' }
}

function statementAround(file: SourceFile, node: Node): Node {
  let statement = node
  while (statement.parent && statement.parent !== (file.program as Node)) statement = statement.parent
  return statement
}

function onConnect(statements: readonly string[]): string {
  const runs = statements.map((sql) => `await connection.execute(${sql})`)
  return `onConnect: async (connection) => { ${runs.join('; ')} }`
}

/** A test that takes the client itself takes the database instead. */
function testEdits(planning: Planning, facade: Facade, value: ClientValue): TextEdit[] | undefined {
  const file = planning.survey.project.source(value.file)!
  const { origin } = value
  if (origin.type !== 'accessor' || origin.dynamicImport || value.escapes.length > 0) return undefined
  const edits: TextEdit[] = []
  const text = `inject(${facade.token})`
  if (value.kind !== 'inline')
    edits.push({ start: origin.expression.start, end: origin.expression.end, text })
  for (const touch of value.touches) {
    const site = callSiteOf(planning, file, facade.profile, touch)
    const receiver = value.kind === 'inline' ? text : file.textOf(touch.receiver)
    const call = site && databaseCall(file, site, receiver)
    if (!call) return undefined
    edits.push(...call)
  }
  return edits
}
