import { childrenOf, isFunction, type Node, stringValue } from '../survey/nodes.js'
import type { SourceFile } from '../survey/source-file.js'

/** A piece of code without its names and layout. */
export interface Fingerprint {
  /** Equal for pieces that do the same in the same way, whatever their own names are. */
  readonly text: string
  /** Nodes counted: how much there is to compare. */
  readonly size: number
  /** The statements in it, normalised. */
  readonly statements: readonly string[]
}

const ignored = new Set(['TSTypeAnnotation', 'TSTypeParameterDeclaration', 'Decorator'])
const transparent = new Set([
  'ParenthesizedExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
])

/** Names that the piece declares count by their order, other names as they are; types do not count. */
export function fingerprint(file: SourceFile, root: Node): Fingerprint {
  const parts: string[] = []
  const numbers = new Map<unknown, number>()
  const statements: string[] = []
  let size = 0
  const visit = (node: Node): void => {
    if (ignored.has(node.type) || /^TS(Type|Interface|Declare)/.test(node.type)) return
    if (transparent.has(node.type)) {
      for (const child of childrenOf(node)) visit(child)
      return
    }
    size += 1
    const text = node.type === 'Literal' || node.type === 'TemplateLiteral' ? stringValue(node) : undefined
    if (text !== undefined) {
      const sql = isSql(text) ? normalizedSql(text) : undefined
      if (sql !== undefined) statements.push(sql)
      parts.push(`"${sql ?? text}"`)
      return
    }
    if (node.type === 'TemplateElement') {
      parts.push(`\`${isSql(node.value.raw) ? normalizedSql(node.value.raw) : node.value.raw}`)
      return
    }
    if (node.type === 'Literal') parts.push(`=${file.textOf(node)}`)
    else if (node.type === 'Identifier') parts.push(nameOf(node))
    else {
      parts.push(`(${kindOf(node)}`)
      // `=> x` is `{ return x }`.
      const isShort = node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement'
      if (isShort) {
        for (const parameter of node.params) visit(parameter as Node)
        size += 2
        parts.push('(BlockStatement (ReturnStatement')
        visit(node.body as Node)
        parts.push(') ) )')
        return
      }
      for (const child of childrenOf(node)) if (child !== ownName(root, node)) visit(child)
      parts.push(')')
    }
  }
  const nameOf = (node: Node & { name: string }): string => {
    const binding = file.scopes.resolve(node) ?? declaredBy(file, node)
    if (!binding || binding.identifier.start < root.start || binding.identifier.end > root.end)
      return `.${node.name}`
    if (binding.identifier === ownName(root, root)) return '#self'
    const number = numbers.get(binding) ?? numbers.size
    numbers.set(binding, number)
    return `#${number}`
  }
  visit(root)
  return { text: parts.join(' '), size, statements }
}

/** The identifier that names the piece itself: it may differ. */
function ownName(root: Node, node: Node): Node | undefined {
  if (node !== root || !('id' in node)) return undefined
  const { id } = node as { id?: Node | null }
  return id?.type === 'Identifier' ? id : undefined
}

function declaredBy(file: SourceFile, node: Node & { name: string }) {
  const { parent } = node
  if (parent?.type === 'MemberExpression' && parent.property === node && !parent.computed) return undefined
  if (parent?.type === 'Property' && parent.key === node && !parent.computed) return undefined
  const binding = file.scopes.lookup(node, node.name)
  return binding?.identifier === node ? binding : undefined
}

function kindOf(node: Node): string {
  const {
    operator,
    kind,
    async: isAsync,
    computed,
    static: isStatic,
  } = node as unknown as Record<string, unknown>
  const type = isFunction(node) ? `function${isAsync ? ' async' : ''}` : node.type
  return [type, operator, kind, computed && 'computed', isStatic && 'static']
    .filter((part) => typeof part === 'string')
    .join(' ')
}

export function isSql(text: string): boolean {
  return /^\s*(select|insert|update|delete|with|merge|create)\b/i.test(text)
}

/** Layout, case outside of quotes, and the spelling of parameters do not count. */
export function normalizedSql(sql: string): string {
  return sql
    .replace(/--[^\n]*/g, ' ')
    .split(/('(?:''|[^'])*'|"(?:""|[^"])*")/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part
            .toLowerCase()
            .replace(/\$\w+/g, '?')
            .replace(/\s+/g, ' ')
            .replace(/\s*([(),=<>*])\s*/g, '$1'),
    )
    .join('')
    .replace(/;\s*$/, '')
    .trim()
}
