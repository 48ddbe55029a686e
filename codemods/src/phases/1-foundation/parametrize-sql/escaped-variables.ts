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
  const holes = (sqlParts(unwrap(sql)) ?? []).flatMap((part) => (part.type === 'hole' ? [part.node] : []))
  const meant = (init: Node) =>
    escapedBy(planning, file, init) ?? quotedByFunction(planning, file, init)?.node
  // Escaping one value changes none of the others.
  const harmless = holes.flatMap((hole) => {
    const init = initOf(file, hole)
    const escaped = init && meant(init)
    return escaped && isRead(escaped) ? [init] : []
  })
  for (const hole of holes) {
    const variable = argumentVariable(file, call, hole, { meant, within: sql, harmless })
    const { statement } = variable ?? {}
    const init = statement?.type === 'VariableDeclaration' && statement.declarations[0]?.init
    if (!variable || !init) continue
    meaning.set(hole, unwrap(init))
    variables.set(variable.statement, variable)
  }
  return { meaning, variables: [...variables.values()] }
}

function initOf(file: SourceFile, name: Node): Node | undefined {
  const bare = unwrap(name)
  const declaration = bare.type === 'Identifier' ? file.scopes.resolve(bare)?.declaration : undefined
  return declaration?.type === 'VariableDeclarator' && declaration.init ? unwrap(declaration.init) : undefined
}

/** `name`, `input.name`: it is looked at, and nothing runs. */
function isRead(node: Node): boolean {
  const bare = unwrap(node)
  if (bare.type === 'MemberExpression') return !bare.computed && isRead(bare.object)
  return bare.type === 'Identifier' || bare.type === 'ThisExpression'
}
