import { databaseStatement, filesWithInjection, injectedBy } from '../../../access/data-call.js'
import type { Planning } from '../../../plan/planning.js'
import type { RefusalDraft } from '../../../plan/proposal.js'
import { memberName, type Node, placeName, unwrap, walk } from '../../../survey/nodes.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { visibleSql } from '../../../survey/sql-text.js'
import { loopAround } from './loop-around.js'

const starts = {
  read: /^\s*(SELECT|FROM|WITH|VALUES)\b/i,
  write: /^\s*(INSERT|UPDATE|DELETE|MERGE)\b/i,
}

/**
 * Statements in loops that are no repository's: of the injected database, a helper or a connection. They are answered,
 * because they are as slow as those that can be changed.
 */
export function unmovedStatements(
  planning: Planning,
  codemod: string,
  kind: keyof typeof starts,
): RefusalDraft[] {
  const refusals: RefusalDraft[] = []
  for (const [path, calls] of statementCalls(planning)) {
    const file = planning.survey.project.source(path)
    if (!file) continue
    const counts = new Map<string, number>()
    for (const call of [...calls].sort((a, b) => a.start - b.start)) {
      const sql = sqlOf(file, call)
      if (sql === undefined || !starts[kind].test(sql) || loopAround(file, call) === undefined) continue
      const place = placeName(call)
      const number = (counts.get(place) ?? 0) + 1
      counts.set(place, number)
      refusals.push({
        usage: `${path}#${place}/${kind}-${number}`,
        codemod,
        id: 'not-in-repository',
        place: file.place(call),
        detail: sql.trim().split('\n')[0]!.trim().slice(0, 80),
      })
    }
  }
  return refusals
}

function statementCalls(planning: Planning): Map<string, Set<Node>> {
  const { project, values } = planning.survey
  const found = new Map<string, Set<Node>>()
  const add = (path: string, call: Node) => {
    if (isTestFile(path) || !planning.inScope(path)) return
    found.set(path, (found.get(path) ?? new Set()).add(call))
  }
  for (const path of filesWithInjection(project)) {
    const file = project.source(path)
    if (!file) continue
    walk(file.program, (node) => {
      if (node.type === 'CallExpression' && isOnAccessor(file, node)) add(path, node)
      return true
    })
  }
  for (const { file, touches, derived = [] } of values)
    for (const { call } of [...touches, ...derived.flatMap((next) => next.touches)]) add(file, call as Node)
  return found
}

function sqlOf(file: SourceFile, call: Node): string | undefined {
  return call.type === 'CallExpression' ? visibleSql(file, call.arguments[0] as Node | undefined) : undefined
}

/** `inject(query)(sql)`, `inject(database).query(sql)`, and `connection.run(sql)` where an injected accessor gave it. */
function isOnAccessor(file: SourceFile, call: Node & { type: 'CallExpression' }): boolean {
  const callee = unwrap(call.callee)
  if (databaseStatement(file, call) || injectedBy(file, callee)) return true
  if (callee.type !== 'MemberExpression' || memberName(callee) === undefined) return false
  const object = unwrap(callee.object)
  const declaration = object.type === 'Identifier' ? file.scopes.resolve(object)?.declaration : undefined
  const value = declaration?.type === 'VariableDeclarator' ? declaration.init : object
  const made = value && unwrap(value as Node)
  const asked = made?.type === 'AwaitExpression' ? unwrap(made.argument) : made
  return asked?.type === 'CallExpression' && injectedBy(file, asked.callee as Node) !== undefined
}
