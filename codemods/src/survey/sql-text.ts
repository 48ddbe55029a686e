import { type Node, unwrap } from './nodes.js'
import type { SourceFile } from './source-file.js'
import { bindsToConnection } from './statement-kind.js'

/** The SQL text that an expression shows, with `?` for what is only known at run time; undefined when nothing is known. */
export function visibleSql(file: SourceFile, expression: Node | undefined): string | undefined {
  if (!expression) return undefined
  const node = unwrap(expression)
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined
  if (node.type === 'TemplateLiteral') {
    return node.quasis.map((quasi) => quasi.value.cooked ?? quasi.value.raw).join(' ? ')
  }
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    const left = visibleSql(file, node.left)
    const right = visibleSql(file, node.right)
    return left === undefined && right === undefined ? undefined : `${left ?? '?'}${right ?? '?'}`
  }
  if (node.type === 'ConditionalExpression')
    return boundToConnection([node.consequent, node.alternate].map((each) => visibleSql(file, each)))
  if (node.type === 'Identifier') {
    const binding = file.scopes.resolve(node)
    const chosen = boundToConnection(literalsOf(binding?.identifier))
    if (chosen !== undefined) return chosen
    const declarator = binding?.declaration
    if (declarator?.type === 'VariableDeclarator' && declarator.init && declarator.init !== expression) {
      return visibleSql(file, declarator.init)
    }
  }
  return undefined
}

/** One of several texts, where any of them is part of a transaction or sets up its connection: as all of them. */
function boundToConnection(texts: readonly (string | undefined)[]): string | undefined {
  const known = texts.filter((text) => text !== undefined)
  return known.some(bindsToConnection) ? known.join('; ') : undefined
}

/** The texts that `verb: 'COMMIT' | 'ROLLBACK'` may be. */
function literalsOf(identifier: Node | undefined): string[] {
  const { typeAnnotation } = (identifier ?? {}) as { typeAnnotation?: { typeAnnotation: Node } | null }
  const type = typeAnnotation?.typeAnnotation
  const members = type?.type === 'TSUnionType' ? (type.types as Node[]) : type ? [type] : []
  return members.flatMap((member) =>
    member.type === 'TSLiteralType' &&
    member.literal.type === 'Literal' &&
    typeof member.literal.value === 'string'
      ? [member.literal.value]
      : [],
  )
}

const statement =
  /^(\s|\(|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(ALTER|ANALYZE|ATTACH|BEGIN|CALL|CHECKPOINT|COMMENT|COMMIT|COPY|CREATE|DELETE|DESCRIBE|DETACH|DROP|EXECUTE|EXPLAIN|EXPORT|FROM|IMPORT|INSERT|INSTALL|LOAD|MERGE|PIVOT|PRAGMA|PREPARE|RESET|ROLLBACK|SELECT|SET|SHOW|SUMMARIZE|TRUNCATE|UPDATE|USE|VACUUM|VALUES|WITH)\b/i

/** True for a text that begins as a statement of DuckDB does. */
export function looksLikeSql(text: string): boolean {
  return statement.test(text)
}
