import { isFunction, keyName, type Node, unwrap, walk } from '../survey/nodes.js'
import type { SourceFile } from '../survey/source-file.js'
import { placed, type Stray } from './consistency.js'

/** `catch (error) { throw new Error('it failed') }`: what was caught is lost; `catch (error) { throw error }`: for nothing. */
export function genericRethrows(file: SourceFile): Stray[] {
  const strays: Stray[] = []
  if (!file.text.includes('catch')) return strays
  walk(file.program, (node) => {
    if (node.type === 'CatchClause') strays.push(...rethrowsIn(file, node))
    return true
  })
  return strays
}

function rethrowsIn(file: SourceFile, clause: Node): Stray[] {
  if (clause.type !== 'CatchClause') return []
  const strays: Stray[] = []
  const caught = clause.param?.type === 'Identifier' ? clause.param.name : undefined
  const [only, ...more] = clause.body.body as Node[]
  const isAlone =
    more.length === 0 && (clause.parent as { finalizer?: unknown } | undefined)?.finalizer == null
  if (
    isAlone &&
    only?.type === 'ThrowStatement' &&
    only.argument.type === 'Identifier' &&
    only.argument.name === caught
  )
    strays.push({
      rule: 'generic-rethrow',
      at: placed(file, only),
      detail: 'it is caught only to be thrown again',
    })
  walk(clause.body as Node, (node) => {
    if (isFunction(node) || node.type === 'CatchClause') return false
    if (node.type === 'ThrowStatement' && isGeneric(file, node.argument))
      strays.push({
        rule: 'generic-rethrow',
        at: placed(file, node),
        detail: file.textOf(node.argument).split('\n')[0]!.slice(0, 100),
      })
    return true
  })
  return strays
}

/** `new Error(…)` of the language, without a cause. */
function isGeneric(file: SourceFile, expression: Node): boolean {
  const made = unwrap(expression)
  if (made.type !== 'NewExpression' && made.type !== 'CallExpression') return false
  if (made.callee.type !== 'Identifier' || made.callee.name !== 'Error') return false
  if (file.scopes.resolve(made.callee as Node)) return false
  const options = made.arguments[1] && unwrap(made.arguments[1] as Node)
  if (!options) return true
  return (
    options.type === 'ObjectExpression' &&
    !options.properties.some((property) => property.type !== 'Property' || keyName(property.key) === 'cause')
  )
}
