import type { TextEdit } from '../../../model.js'
import { enclosingFunction, isFunction, type Node, walk } from '../../../survey/nodes.js'
import { type Binding, isTarget } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Oracle } from '../../../symbols/oracle.js'
import type { TransactionForm } from './transaction-form.js'

const absent = /\b(undefined|null)\b/

/** `let run: Run | undefined`, known to be there: the type checker does not know it any more in a callback. */
export function assertedNames(oracle: Oracle, file: SourceFile, form: TransactionForm): TextEdit[] {
  if (!file.typed) return []
  const begins = form.region[0]!.start
  const outer = enclosingFunction(form.region[0] as Node)
  const edits: TextEdit[] = []
  for (const statement of form.region)
    walk(statement as Node, (node) => {
      if (isFunction(node)) return false
      const binding = node.type === 'Identifier' ? file.scopes.resolve(node) : undefined
      if (!binding || binding.identifier.start >= begins || !isForgotten(binding, outer, begins)) return true
      if (isShorthand(node) || !mayBeAbsent(file, binding) || isToldInside(binding, form)) return true
      const type = oracle.typeAt(file.path, node.start, node.end)
      if (type && !type.isAny && !absent.test(type.text))
        edits.push({ start: node.end, end: node.end, text: '!' })
      return true
    })
  return edits
}

/** True where something is assigned behind the place, in a statement that reaches behind it, or in another function. */
function isForgotten({ references }: Binding, outer: Node | undefined, place: number): boolean {
  return references.some((reference) => {
    if (!isTarget(reference)) return false
    if (enclosingFunction(reference) !== outer) return true
    let extent = reference
    for (let node: Node | null | undefined = reference; node && node !== outer; node = node.parent)
      if (/Statement$/.test(node.type) && node.type !== 'BlockStatement') extent = node
    return extent.end > place
  })
}

/** True where the transaction's own statements fill the name, or ask whether it is there. */
function isToldInside({ references }: Binding, { region }: TransactionForm): boolean {
  const [first, last] = [region[0]!.start, region.at(-1)!.end]
  return references.some(
    (node) => node.start >= first && node.end <= last && (isTarget(node) || isAsked(node)),
  )
}

function isAsked(reference: Node): boolean {
  for (let node = reference; node.parent && !/Statement$/.test(node.type); node = node.parent) {
    const { parent } = node
    if ((parent as { test?: Node }).test === node) return true
    if (parent.type === 'LogicalExpression' && parent.left === node) return true
  }
  return false
}

function isShorthand({ parent }: Node): boolean {
  return parent?.type === 'Property' && parent.shorthand
}

function mayBeAbsent(file: SourceFile, { identifier, declaration }: Binding): boolean {
  const { typeAnnotation, optional } = identifier as { typeAnnotation?: Node | null; optional?: boolean }
  if (declaration.type !== 'VariableDeclarator' && !isFunction(declaration)) return false
  return optional === true || (typeAnnotation != null && absent.test(file.textOf(typeAnnotation)))
}
