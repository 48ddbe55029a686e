import type { CallExpression } from 'oxc-parser'
import { codeStyleOf } from '../../../edits/code-style.js'
import { withoutCoveredInsertions } from '../../../edits/text-edits.js'
import type { TextEdit, Usage } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { ClientValue } from '../../../survey/client-value.js'
import { enclosingFunction, type Node } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { visibleSql } from '../../../survey/sql-text.js'
import type { Facade } from '../../1-foundation/facade-accessor/facade-accessor.js'
import { databaseCall } from '../../1-foundation/inject-repository/call-edits.js'
import { callSiteOf } from '../../1-foundation/inject-repository/call-site.js'
import { shifted } from '../../2-transactions/manual-transaction/transaction-edits.js'
import type { CleanupRefusal } from '../refusals.js'

const codemod = 'hold-connection'

/** Code whose temporary tables and settings tie it to one connection holds one of its own, and gives it back. */
export function holdConnection(planning: Planning, facades: ReadonlyMap<string, Facade>): Proposals {
  const proposals: Proposals = { candidates: [], refusals: [] }
  const usages = new Map(planning.survey.usages.map((usage) => [usage.id, usage]))
  const [facade] = facades.values()
  for (const value of planning.survey.values) {
    const usage = usages.get(value.usage)
    if (usage?.shape !== 'session-state' || usage.inTest || !planning.inScope(value.file)) continue
    const outcome = facade ? heldIn(planning, facade, value) : 'facade-missing'
    if (typeof outcome === 'string') {
      proposals.refusals.push({ usage: usage.id, codemod, id: outcome, place: usage })
    } else proposals.candidates.push(candidateOf(usage, facade!, value, outcome))
  }
  return proposals
}

function candidateOf(
  usage: Usage,
  facade: Facade,
  value: ClientValue,
  edits: readonly TextEdit[],
): Proposals['candidates'][number] {
  return {
    usages: [usage.id],
    place: usage,
    alternatives: [
      {
        codemod,
        reason: 'It holds a connection of its own for its session state, and gives it back at the end.',
        files: [
          {
            path: value.file,
            edits,
            imports: [
              { target: { package: '@duckshift/runtime' }, name: 'inject' },
              { target: { file: facade.databaseModule }, name: facade.token },
            ],
            removedReferences: edits.filter((edit) => edit.end > edit.start),
          },
        ],
      },
    ],
  }
}

function heldIn(planning: Planning, facade: Facade, value: ClientValue): TextEdit[] | CleanupRefusal {
  const file = planning.survey.project.source(value.file)!
  const { declaration, origin, name } = value
  const statement = declaration.parent
  if (
    value.kind !== 'variable' ||
    name === undefined ||
    origin.type !== 'accessor' ||
    origin.dynamicImport ||
    statement?.type !== 'VariableDeclaration' ||
    statement.declarations.length > 1 ||
    statement.parent?.type !== 'BlockStatement'
  )
    return 'session-form'
  const within = enclosingFunction(declaration)
  if (!within?.async || value.escapes.length > 0) return 'session-form'
  if (value.touches.some((touch) => touch.within !== within || !touch.awaited)) return 'session-form'
  if (isMeantForAll(planning, file, value)) return 'session-for-all'
  const edits: TextEdit[] = [
    {
      start: origin.expression.start,
      end: origin.expression.end,
      text: `await inject(${facade.token}).connect()`,
    },
  ]
  for (const touch of value.touches) {
    const site = callSiteOf(planning, file, facade.profile, touch)
    const call = site && databaseCall(file, site, name)
    if (!call) return 'session-form'
    edits.push(...call)
  }
  const hasComment = file.comments.some((comment) =>
    edits.some((edit) => comment.start >= edit.start && comment.end <= edit.end),
  )
  if (hasComment) return 'comment-in-the-way'
  const body = statement.parent.body as Node[]
  const later = body.slice(body.indexOf(statement) + 1)
  return withoutCoveredInsertions([...edits, ...releasedAtTheEnd(file, statement, later, name)])
}

/** `try { … } finally { await name.release() }` around what follows the declaration. */
function releasedAtTheEnd(
  file: SourceFile,
  statement: Node,
  later: readonly Node[],
  name: string,
): TextEdit[] {
  const [first] = later
  const last = later.at(-1)
  if (!first || !last) return []
  const style = codeStyleOf(file.text, file.typed)
  const eol = style.lineEnding
  const indent = file.indentationAt(statement)
  const end = style.semicolons ? ';' : ''
  const lineEnd = file.text.indexOf('\n', statement.end)
  const closing = `${eol}${indent}} finally {${eol}${indent}${style.indent}await ${name}.release()${end}${eol}${indent}}`
  return [
    { start: statement.end, end: statement.end, text: `${eol}${indent}try {` },
    ...shifted(
      file,
      lineEnd >= 0 && lineEnd < first.start ? lineEnd + 1 : first.start,
      last.end,
      () => style.indent,
      [],
    ),
    { start: last.end, end: last.end, text: closing },
  ]
}

/** A setting that nothing here reads or takes back, or a temporary table that other code names too. */
function isMeantForAll(planning: Planning, file: SourceFile, value: ClientValue): boolean {
  const statements = value.touches.map((touch) => sqlOf(file, touch.call))
  return value.touches.some((touch, index) => {
    const sql = statements[index]
    if (sql === undefined) return false
    const table =
      /^\s*create\s+(?:or\s+replace\s+)?temp(?:orary)?\s+(?:table|view|macro)\s+(?:if\s+not\s+exists\s+)?"?([\w.]+)/i.exec(
        sql,
      )?.[1]
    if (table !== undefined) return isNamedElsewhere(planning, file, value, table)
    if (!/^\s*(set|pragma|use|attach|load)\b/i.test(sql)) return false
    const isLast = value.touches.every((other) => other.call.start <= touch.call.start)
    const isTakenBack = statements.some((other) => other !== undefined && /^\s*(reset|detach)\b/i.test(other))
    return isLast || (/^\s*(attach|load)\b/i.test(sql) && !isTakenBack)
  })
}

function sqlOf(file: SourceFile, call: CallExpression): string | undefined {
  return visibleSql(file, call.arguments[0] as Node | undefined)
}

function isNamedElsewhere(planning: Planning, file: SourceFile, value: ClientValue, table: string): boolean {
  const name = new RegExp(`\\b${table.replace(/^.*\./, '')}\\b`)
  const within = enclosingFunction(value.declaration)!
  const rest = file.text.slice(0, within.start) + file.text.slice(within.end)
  const { project } = planning.survey
  return (
    name.test(rest) || project.files.some((path) => path !== file.path && name.test(project.text(path) ?? ''))
  )
}
