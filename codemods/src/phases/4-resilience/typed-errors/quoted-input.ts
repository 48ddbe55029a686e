import { type Node, unwrap, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { ErrorHandler } from '../errors/error-handlers.js'

/** Texts of which nobody else should read a part. */
const secret = /secret|credential|passw|token|private|api_?key|service_?account/i

/**
 * True where the error that was caught holds the text it could not read, and the new one leaves that out: `new URL(text)`
 * keeps all of it, credentials included, and `JSON.parse(text)` quotes where it stopped.
 */
export function quotesInput(file: SourceFile, { guarded }: ErrorHandler, creation: Node): boolean {
  if (!guarded) return false
  let isQuoted = false
  walk(guarded, (node) => {
    const text = readBy(file, node)
    if (text && !tells(file, creation, text)) isQuoted = true
    return !isQuoted
  })
  return isQuoted
}

/** True for `create(\`md:?motherduck_token=${token}\`)`: an error quotes what was opened, fetched or sent, the secret too. */
export function sendsSecret(file: SourceFile, { guarded }: ErrorHandler): boolean {
  if (!guarded) return false
  let isSent = false
  walk(guarded, (node) => {
    if (node.type === 'NewExpression' || node.type === 'CallExpression')
      isSent ||= (node.arguments as Node[]).some((given) => holdsSecret(file, given))
    return !isSent
  })
  return isSent
}

function holdsSecret(file: SourceFile, given: Node): boolean {
  const bare = unwrap(given)
  const declaration = bare.type === 'Identifier' ? file.scopes.resolve(bare)?.declaration : undefined
  const made = declaration?.type === 'VariableDeclarator' ? (declaration.init as Node | null) : undefined
  const text = unwrap(made ?? bare)
  const isPutTogether =
    (text.type === 'TemplateLiteral' && text.expressions.length > 0) ||
    (text.type === 'BinaryExpression' && text.operator === '+')
  return isPutTogether && secret.test(file.textOf(text))
}

const guarding =
  /\b(secrets?|credentials?|passwords?|tokens?|sensitive|leak(s|ed|ing)?|redact(ed|s)?|expos(e|es|ed|ing))\b/i

/** True where a comment of the handler says why the error goes no further. */
export function isKeptBack(file: SourceFile, { body }: ErrorHandler): boolean {
  return file.comments.some(
    ({ start, end, value }) => start >= body.start && end <= body.end && guarding.test(value),
  )
}

function readBy(file: SourceFile, node: Node): Node | undefined {
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return undefined
  const callee = unwrap(node.callee)
  const given = node.arguments[0] as Node | undefined
  const text = given && unwrap(given)
  if (!text || text.type === 'Literal') return undefined
  if (node.type === 'NewExpression')
    return callee.type === 'Identifier' && callee.name === 'URL' && !file.scopes.resolve(callee)
      ? text
      : undefined
  return file.textOf(callee) === 'JSON.parse' && secret.test(file.textOf(text)) ? text : undefined
}

/** True where the new error shows the text, or what that was made of. */
function tells(file: SourceFile, creation: Node, text: Node): boolean {
  const declaration = text.type === 'Identifier' ? file.scopes.resolve(text)?.declaration : undefined
  const made = declaration?.type === 'VariableDeclarator' ? (declaration.init as Node | null) : undefined
  const shown = new Set([text, ...(made ? [made] : [])].flatMap((from) => valuesIn(file, from)))
  return valuesIn(file, creation).some((value) => shown.has(value))
}

/** The variables and members that an expression is made of, as they are written. */
function valuesIn(file: SourceFile, expression: Node): string[] {
  const values: string[] = []
  walk(expression, (node) => {
    const { parent } = node
    const isMethod = parent?.type === 'CallExpression' && parent.callee === node
    if (node.type === 'MemberExpression' && !isMethod) {
      values.push(file.textOf(node))
      return false
    }
    const isProperty = parent?.type === 'MemberExpression' && parent.property === node && !parent.computed
    if (node.type === 'Identifier' && !isProperty) values.push(node.name)
    return true
  })
  return values
}
