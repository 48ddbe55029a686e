import { type Node, unwrap } from './nodes.js'
import type { SourceFile } from './source-file.js'

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
  if (node.type === 'Identifier') {
    const binding = file.scopes.resolve(node)
    const declarator = binding?.declaration
    if (declarator?.type === 'VariableDeclarator' && declarator.init && declarator.init !== expression) {
      return visibleSql(file, declarator.init)
    }
  }
  return undefined
}

const statement =
  /^(\s|\(|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(ALTER|ANALYZE|ATTACH|BEGIN|CALL|CHECKPOINT|COMMENT|COMMIT|COPY|CREATE|DELETE|DESCRIBE|DETACH|DROP|EXECUTE|EXPLAIN|EXPORT|FROM|IMPORT|INSERT|INSTALL|LOAD|MERGE|PIVOT|PRAGMA|PREPARE|RESET|ROLLBACK|SELECT|SET|SHOW|SUMMARIZE|TRUNCATE|UPDATE|USE|VACUUM|VALUES|WITH)\b/i

/** True for a text that begins as a statement of DuckDB does. */
export function looksLikeSql(text: string): boolean {
  return statement.test(text)
}
