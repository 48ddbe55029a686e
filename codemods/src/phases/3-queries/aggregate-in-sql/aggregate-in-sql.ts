import { type DataCall, DataCalls, filesWithInjection } from '../../../access/data-call.js'
import type { TextEdit } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Candidate, Proposal, RefusalDraft } from '../../../plan/proposal.js'
import { methodReference } from '../../../repositories/method-reference.js'
import { cannotFail, nextPlaceholder } from '../../../sql/aggregate-select.js'
import type { SqlColumn } from '../../../sql/sql-analyzer.js'
import { keyName, type Node, placeName, walk } from '../../../survey/nodes.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { loopAround } from '../loops/loop-around.js'
import { localName } from '../loops/loop-edits.js'
import type { QueryRefusal } from '../refusals.js'
import { aggregateMethod, type ExtraParameter } from './aggregate-method.js'
import { type FetchedRows, fetchedRows, memberUse } from './fetched-rows.js'
import { type Aggregate, aggregateOf, describe, type Found, type ScopeFor } from './forms.js'
import { type Group, groupOf } from './groups.js'
import { longsAs } from './row-sql.js'
import { columnsRead, rowBody } from './row-uses.js'

const codemod = 'aggregate-in-sql'

/** Rows fetched only to be counted, added up or cut are counted, added up and cut by the database. */
export async function aggregateInSql(planning: Planning): Promise<Proposals> {
  const candidates: Candidate[] = []
  const refusals: RefusalDraft[] = []
  const { project } = planning.survey
  const calls = new DataCalls(project)
  for (const path of filesWithInjection(project)) {
    const file = isTestFile(path) || !planning.inScope(path) ? undefined : project.source(path)
    if (!file) continue
    const found: DataCall[] = []
    walk(file.program, (node) => {
      const call = calls.of(file, node)
      // What a loop asks once per turn is for batch-reads.
      const isFree = call && !call.onConnection && !call.throughClient
      if (isFree && call.method.result === 'rows' && !loopAround(file, node)) found.push(call)
      return true
    })
    for (const call of found) {
      const outcome = await propose(planning, file, call)
      if (!outcome) continue
      const usage = `${path}#${placeName(call.call as Node)}/${call.method.name}`
      const place = file.place(call.call)
      if ('refused' in outcome) {
        const { refused: id, detail } = outcome
        refusals.push({ usage, codemod, id, place, ...(detail !== undefined && { detail }) })
      } else candidates.push({ usages: [usage], place, alternatives: [outcome] })
    }
  }
  return { candidates, refusals }
}

type Refused = { readonly refused: QueryRefusal; readonly detail?: string }

async function propose(planning: Planning, file: SourceFile, call: DataCall) {
  const analysis = await planning.analyzer.analyze(call.method.sqlValue)
  if (!analysis.ok || analysis.kind !== 'select') return undefined
  const rows = fetchedRows(file, call)
  if (!rows) return undefined
  const refuse = (refused: QueryRefusal): Refused => ({
    refused,
    detail: file.textOf(rows.mentions[0]!.parent ?? rows.mentions[0]!).split('\n')[0]!,
  })
  const extra: ExtraParameter[] = []
  const scopeFor = scopes(planning, file, call, analysis.columns, extra)
  const outcomes = rows.mentions.map((mention) => aggregateOf(mention, scopeFor, longsAs(planning)))
  if (outcomes.includes(undefined)) return fewerRows(planning, file, call, rows, scopeFor, refuse)
  const [first] = outcomes
  const areAlike = outcomes.every((outcome) => isPlainCount(outcome)) || outcomes.length === 1
  if (!first || first === 'unproven' || !areAlike) return refuse('could-be-in-sql')
  if (!call.method.passes) return refuse('unfamiliar-method')
  if (first.aggregate.kind !== 'top' && !cannotFail(call.method.sqlValue)) return refuse('may-fail')
  const aggregate = first.aggregate.kind === 'top' ? narrowed(file, first, analysis.columns) : first.aggregate
  const method = await aggregateMethod(planning, call, aggregate, extra)
  if (method === undefined) return refuse('could-be-in-sql')
  return proposalOf(
    file,
    call,
    aggregate,
    method,
    editsOf(file, call, rows, outcomes as Found[], method, extra),
  )
}

/** The first rows, with the columns that are read of them. */
function narrowed(
  file: SourceFile,
  { aggregate, expression }: Found,
  columns: readonly SqlColumn[],
): Aggregate {
  const body = rowBody(expression)
  const read = body && columnsRead(file, body)
  const used = columns.flatMap(({ name }) => (read?.has(name) ? [name] : []))
  const isLess =
    read !== undefined && used.length === read.size && used.length > 0 && used.length < columns.length
  return aggregate.kind === 'top' && isLess ? { ...aggregate, columns: used } : aggregate
}

/** Rows whose use stays as it is: over groups of them, or over fewer of their columns. */
async function fewerRows(
  planning: Planning,
  file: SourceFile,
  call: DataCall,
  rows: FetchedRows,
  scopeFor: ScopeFor,
  refuse: (refused: QueryRefusal) => Refused,
) {
  const [mention, ...more] = rows.mentions
  const isGrouped = /\bGROUP\s+BY\b/i.test(call.method.sqlValue)
  const group = more.length === 0 && !isGrouped ? groupOf(file, planning, mention!, scopeFor) : undefined
  const isKnown = longsAs(planning) !== undefined
  if (group) {
    if (group === 'unproven' || !isKnown) return refuse('could-be-in-sql')
    if (!call.method.passes) return refuse('unfamiliar-method')
    const taken = new Set([...group.keys.map(({ name }) => name), group.sum?.name])
    const as = ['total', 'row_total'].find((name) => !taken.has(name))!
    const aggregate = { kind: 'group', group, as } as const
    const method = await aggregateMethod(planning, call, aggregate, [])
    if (method === undefined) return refuse('could-be-in-sql')
    return proposalOf(file, call, aggregate, method, [
      ...callEdit(file, call, method),
      ...termEdits(file, group, as),
    ])
  }
  const columns = columnsUsed(file, rows)
  if (!columns || columns.size === 0) return undefined
  const analysis = await planning.analyzer.analyze(call.method.sqlValue)
  const all = analysis.ok ? analysis.columns.map(({ name }) => name) : []
  const used = all.filter((name) => columns.has(name))
  if (used.length !== columns.size || used.length >= all.length) return undefined
  const isBare = more.length === 0 && memberUse(mention!)?.name === 'map' && columns.size === 1
  if (!isKnown || !call.method.passes) return isBare ? refuse('could-be-in-sql') : undefined
  const aggregate = { kind: 'project', columns: used } as const
  const method = await aggregateMethod(planning, call, aggregate, [])
  if (method === undefined) return isBare ? refuse('could-be-in-sql') : undefined
  return proposalOf(file, call, aggregate, method, callEdit(file, call, method))
}

/** The columns that all uses of the rows read; undefined when the rows themselves are handed on. */
function columnsUsed(file: SourceFile, rows: FetchedRows): Set<string> | undefined {
  const columns = new Set<string>()
  for (const mention of rows.mentions) {
    const use = memberUse(mention)
    if (use?.name === 'length' && !use.arguments) continue
    const body = rowBody(mention)
    const read = body && columnsRead(file, body)
    if (!read) return undefined
    for (const name of read) columns.add(name)
  }
  return columns
}

function proposalOf(
  file: SourceFile,
  call: DataCall,
  aggregate: Aggregate,
  method: number,
  edits: readonly TextEdit[],
): Proposal {
  return {
    codemod,
    reason: `Rows of ${call.repository.className}.${call.method.name} are ${describe(aggregate)} by the database instead of being fetched.`,
    methods: [method],
    files: [{ path: file.path, edits, imports: [], removedReferences: [] }],
  }
}

function callEdit(file: SourceFile, call: DataCall, method: number): TextEdit[] {
  const given = call.values.map((value) => file.textOf(value)).join(', ')
  const { start, end } = call.call
  return [{ start, end, text: `${call.receiver}.${methodReference(method)}(${given})` }]
}

/** `1` becomes `row.total`; a pattern that takes the row apart takes that out, too. */
function termEdits(file: SourceFile, { term, row, keys, sum }: Group, as: string): TextEdit[] {
  if (row.type !== 'ObjectPattern')
    return [{ start: term.start, end: term.end, text: `${file.textOf(row)}.${as}` }]
  const name = localName(file, as, term, [])
  const taken = name === as ? as : `${as}: ${name}`
  const isOnlySum = (property: Node) =>
    property.type === 'Property' &&
    keyName(property.key) === sum?.name &&
    !keys.some((key) => key.name === sum?.name)
  const added = (row.properties as Node[]).find(isOnlySum)
  const last = row.properties.at(-1)!
  return [
    added
      ? { start: added.start, end: added.end, text: taken }
      : { start: last.end, end: last.end, text: `, ${taken}` },
    { start: term.start, end: term.end, text: name },
  ]
}

function isPlainCount(outcome: Found | 'unproven' | undefined): boolean {
  return (
    typeof outcome === 'object' &&
    outcome.aggregate.kind === 'count' &&
    outcome.aggregate.condition === undefined
  )
}

function scopes(
  planning: Planning,
  file: SourceFile,
  call: DataCall,
  columns: readonly SqlColumn[],
  extra: ExtraParameter[],
): ScopeFor {
  const placeholder = nextPlaceholder(call.method.sqlValue)
  return (row) => ({
    file,
    planning,
    columns,
    row,
    parameter: (value, type) => {
      if (!placeholder || call.method.named || !isKnownAt(file, value, call)) return undefined
      const taken = new Set([...call.method.parameters, ...extra].map(({ name }) => name))
      const text = file.textOf(value)
      let name = text
      for (let number = 2; taken.has(name); number += 1) name = `${text}${number}`
      extra.push({ name, type, text })
      return placeholder(extra.length)
    },
  })
}

/** A constant or parameter that has its value before the call: the query needs it earlier than the callback did. */
function isKnownAt(file: SourceFile, value: Node, call: DataCall): boolean {
  const binding = file.scopes.resolve(value)
  if (!binding || binding.identifier.end > call.call.start) return false
  const isParameter = binding.kind === 'parameter'
  const declaration = binding.declaration.parent
  const isConstant = declaration?.type === 'VariableDeclaration' && declaration.kind === 'const'
  const isAssigned = binding.references.some(({ parent, start }) => {
    const isTarget = parent?.type === 'AssignmentExpression' && parent.left.start === start
    return isTarget || parent?.type === 'UpdateExpression'
  })
  return isConstant || (isParameter && !isAssigned)
}

function editsOf(
  file: SourceFile,
  call: DataCall,
  rows: FetchedRows,
  found: readonly Found[],
  method: number,
  extra: readonly ExtraParameter[],
): TextEdit[] {
  const given = [...call.values.map((value) => file.textOf(value)), ...extra.map(({ text }) => text)].join(
    ', ',
  )
  const invocation = `${call.receiver}.${methodReference(method)}(${given})`
  const { aggregate } = found[0]!
  if (!rows.variable) {
    const [{ expression }] = found as [Found]
    const isObject =
      expression.parent?.type === 'MemberExpression' || expression.parent?.type === 'TSNonNullExpression'
    const text = isObject ? `(await ${invocation})` : `await ${invocation}`
    return [{ start: expression.start, end: expression.end, text }]
  }
  const isRows = aggregate.kind === 'top'
  const name = isRows
    ? file.textOf(rows.variable)
    : localName(file, aggregate.kind === 'sum' ? 'total' : 'count', call.call as Node, [
        rows.variable,
        ...found.map(({ expression }) => expression),
      ])
  return [
    { start: rows.variable.start, end: rows.variable.end, text: name },
    { start: call.call.start, end: call.call.end, text: invocation },
    ...found.map(({ expression }) => ({ start: expression.start, end: expression.end, text: name })),
  ]
}
