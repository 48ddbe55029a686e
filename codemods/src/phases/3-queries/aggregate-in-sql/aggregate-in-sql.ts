import { type DataCall, DataCalls, filesWithInjection } from '../../../access/data-call.js'
import type { TextEdit } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Candidate, RefusalDraft } from '../../../plan/proposal.js'
import { methodReference } from '../../../repositories/method-reference.js'
import { cannotFail, nextPlaceholder } from '../../../sql/aggregate-select.js'
import type { SqlColumn } from '../../../sql/sql-analyzer.js'
import { type Node, placeName, walk } from '../../../survey/nodes.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { loopAround } from '../loops/loop.js'
import { localName } from '../loops/loop-edits.js'
import type { QueryRefusal } from '../refusals.js'
import { aggregateMethod, type ExtraParameter } from './aggregate-method.js'
import { type FetchedRows, fetchedRows } from './fetched-rows.js'
import { aggregateOf, describe, type Found, type ScopeFor } from './forms.js'
import { longsAs } from './row-sql.js'

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
      if (call?.method.result === 'rows' && !loopAround(file, node)) found.push(call)
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
  const extra: ExtraParameter[] = []
  const outcomes = rows.mentions.map((mention) =>
    aggregateOf(mention, scopes(planning, file, call, analysis.columns, extra), longsAs(planning)),
  )
  if (outcomes.includes(undefined)) return undefined
  const [first] = outcomes
  const refuse = (refused: QueryRefusal): Refused => ({
    refused,
    detail: file.textOf(rows.mentions[0]!.parent ?? rows.mentions[0]!).split('\n')[0]!,
  })
  const areAlike = outcomes.every((outcome) => isPlainCount(outcome)) || outcomes.length === 1
  if (!first || first === 'unproven' || !areAlike) return refuse('could-be-in-sql')
  if (!call.method.passes) return refuse('unfamiliar-method')
  if (first.aggregate.kind !== 'top' && !cannotFail(call.method.sqlValue)) return refuse('may-fail')
  const method = await aggregateMethod(planning, call, first.aggregate, extra)
  if (method === undefined) return refuse('could-be-in-sql')
  return {
    codemod,
    reason: `Rows of ${call.repository.className}.${call.method.name} are ${describe(first.aggregate)} by the database instead of being fetched.`,
    methods: [method],
    files: [
      {
        path: file.path,
        edits: editsOf(file, call, rows, outcomes as Found[], method, extra),
        imports: [],
        removedReferences: [],
      },
    ],
  }
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
