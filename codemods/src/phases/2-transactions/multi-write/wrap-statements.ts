import type { Statement } from 'oxc-parser'
import { codeStyleOf } from '../../../edits/code-style.js'
import type { TextEdit } from '../../../model.js'
import { isClass, isFunction, isInTry, jumpTarget, type Node, walk } from '../../../survey/nodes.js'
import { bindingNames, varSeenOutside } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { shifted } from '../manual-transaction/transaction-edits.js'
import type { TransactionRefusal } from '../refusals.js'
import { endsFunction, type WriteGroup } from './write-group.js'

type Refused = { readonly refused: TransactionRefusal; readonly detail?: string }

/** The statements that a transaction would go around, and how their results leave it. */
export interface Wrapping {
  readonly statements: readonly Statement[]
  /** Constants that the statements behind use. */
  readonly handedOut: readonly string[]
  readonly returns: boolean
}

/** What a transaction around a group of writes has to hold; refused where the flow of control crosses its border. */
export function wrappingOf(file: SourceFile, { block, statements, writes }: WriteGroup): Wrapping | Refused {
  const all = block.body as Statement[]
  let region = statements
  const flow = flowOf(region)
  if (flow.jumpsOut) return { refused: 'jumps-out' }
  if (writes.some((write) => !write.awaited)) return { refused: 'write-not-awaited' }
  if (
    swallows(
      region,
      writes.map(({ call }) => call),
    )
  )
    return { refused: 'error-swallowed' }
  const rest = () => all.slice(all.indexOf(region.at(-1)!) + 1)
  if (flow.returns) {
    region = [...region, ...rest()]
    if (!isFunction(block.parent) && !endsFunction(region.at(-1)!)) return { refused: 'mixed-return' }
    if (flowOf(region).jumpsOut) return { refused: 'jumps-out' }
    return { statements: region, handedOut: [], returns: flowOf(region).returnsValue }
  }
  const behind = rest()
  const handedOut: string[] = []
  for (const statement of region) {
    for (const { name, isConstant } of declaredBy(statement)) {
      const binding = file.scopes.lookup(name, file.textOf(name))
      const isNeeded = binding?.references.some((reference) =>
        behind.some((other) => isInside(reference, other)),
      )
      if (!isNeeded) continue
      if (!isConstant) return { refused: 'unfamiliar-form', detail: binding!.name }
      handedOut.push(binding!.name)
    }
  }
  const seen = varSeenOutside(file.scopes, region as readonly Node[])
  if (seen !== undefined) return { refused: 'unfamiliar-form', detail: `var ${seen}` }
  return { statements: region, handedOut, returns: false }
}

/** Puts the statements into `receiver.transaction(async () => { … })`, one level deeper; every other byte stays. */
export function wrapEdits(
  file: SourceFile,
  { statements, handedOut, returns }: Wrapping,
  receiver: string,
  options: readonly string[],
): TextEdit[] {
  const { indent } = codeStyleOf(file.text, file.typed)
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n'
  const first = statements[0]! as Node
  const last = statements.at(-1)! as Node
  const end = file.text[last.end - 1] === ';' ? ';' : ''
  const outer = file.indentationAt(first)
  const names = handedOut.length === 1 ? handedOut[0] : `{ ${handedOut.join(', ')} }`
  const before =
    handedOut.length > 0
      ? `const ${names} = await `
      : returns
        ? `return ${isInTry(first) ? 'await ' : ''}`
        : 'await '
  const given = options.length > 0 ? `, { ${options.join(', ')} }` : ''
  const result = handedOut.length > 0 ? `${eol}${outer}${indent}return ${names}${end}` : ''
  const comment = /^[ \t]*\/\/[^\r\n]*/.exec(file.text.slice(last.end))?.[0] ?? ''
  const close = last.end + comment.length
  const nextLine = file.text.indexOf('\n', first.start) + 1
  const inner = nextLine > 0 && nextLine < last.end ? shifted(file, nextLine, last.end, () => indent, []) : []
  return [
    {
      start: first.start,
      end: first.start,
      text: `${before}${receiver}.transaction(async () => {${eol}${outer}${indent}`,
    },
    ...inner,
    { start: close, end: close, text: `${result}${eol}${outer}}${given})${end}` },
  ]
}

function declaredBy(statement: Statement): { readonly name: Node; readonly isConstant: boolean }[] {
  if (statement.type === 'FunctionDeclaration' || isClass(statement as Node)) {
    const { id } = statement as unknown as { id: Node | null }
    return id ? [{ name: id, isConstant: false }] : []
  }
  if (statement.type !== 'VariableDeclaration') return []
  return statement.declarations.flatMap(({ id }) =>
    bindingNames(id as Node).map((name) => ({ name, isConstant: statement.kind === 'const' })),
  )
}

function flowOf(statements: readonly Statement[]) {
  const flow = { returns: false, returnsValue: false, jumpsOut: false }
  for (const statement of statements) {
    walk(statement, (node) => {
      if (isFunction(node) || isClass(node)) return false
      if (node.type === 'ReturnStatement') {
        flow.returns = true
        if (node.argument) flow.returnsValue = true
      }
      if (node.type === 'YieldExpression' || (node.type === 'Identifier' && node.name === 'arguments'))
        flow.jumpsOut = true
      if (node.type === 'BreakStatement' || node.type === 'ContinueStatement') {
        const target = jumpTarget(node)
        if (!target || !isInside(target, statement)) flow.jumpsOut = true
      }
      return true
    })
  }
  return flow
}

/** A failed write that is caught inside would have ended the transaction all the same. */
function swallows(statements: readonly Statement[], calls: readonly Node[]): boolean {
  return statements.some((statement) => {
    let found = false
    walk(statement, (node) => {
      const isTry = node.type === 'TryStatement' && node.handler !== null
      if (isTry && calls.some((call) => isInside(call, node.block))) found = true
      if (node.type === 'MemberExpression' && node.property.type === 'Identifier') {
        const { name } = node.property
        if ((name === 'catch' || name === 'allSettled') && calls.some((call) => isInside(call, node.parent!)))
          found = true
      }
      return !found
    })
    return found
  })
}

function isInside(node: Node, outer: Node): boolean {
  return node.start >= outer.start && node.end <= outer.end
}
