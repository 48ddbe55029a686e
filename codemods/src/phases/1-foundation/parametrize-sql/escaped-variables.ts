import type { Planning } from '../../../plan/planning.js'
import { type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { type ArgumentVariable, argumentVariable } from '../inject-repository/argument-variable.js'
import { quotedByFunction } from './quoting-function.js'
import { sqlParts } from './sql-parts.js'
import { escapedBy } from './without-escape.js'

export interface EscapedVariables {
  /** What holes of the SQL stand for: the escaping that the variable was given. */
  readonly meaning: ReadonlyMap<Node, Node>
  readonly variables: readonly ArgumentVariable[]
}

/**
 * `const escaped = name.replace(/'/g, "''")`, `const literal = quoteLiteral(name)`: variables that one SQL text alone
 * names, where what they are made of is the same at the call.
 */
export function escapedVariables(
  planning: Planning,
  file: SourceFile,
  call: Node,
  sql: Node,
): EscapedVariables {
  const meaning = new Map<Node, Node>()
  const variables = new Map<Node, ArgumentVariable>()
  for (const part of sqlParts(unwrap(sql)) ?? []) {
    if (part.type !== 'hole') continue
    const variable = argumentVariable(file, call, part.node, {
      meant: (init) => escapedBy(planning, file, init) ?? quotedByFunction(planning, file, init)?.node,
      within: sql,
    })
    const { statement } = variable ?? {}
    const init = statement?.type === 'VariableDeclaration' && statement.declarations[0]?.init
    if (!variable || !init) continue
    meaning.set(part.node, unwrap(init))
    variables.set(variable.statement, variable)
  }
  return { meaning, variables: [...variables.values()] }
}
