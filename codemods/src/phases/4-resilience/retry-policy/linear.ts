import { type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'

/** A number as far as the code shows it: what is written, plus a constant. */
export interface Linear {
  /** Source text of a number that is only known at run time; absent for a constant. */
  readonly text?: string
  readonly constant: number
}

/** The expression as such a number; undefined for one that may have an effect or give another value each time. */
export function linearOf(file: SourceFile, node: Node | null | undefined): Linear | undefined {
  if (!node) return undefined
  const bare = unwrap(node)
  switch (bare.type) {
    case 'Literal':
      return typeof bare.value === 'number' ? { constant: bare.value } : undefined
    case 'Identifier':
    case 'MemberExpression':
      return isSteadyName(bare) ? { text: file.textOf(bare), constant: 0 } : undefined
    case 'UnaryExpression': {
      const inner = bare.operator === '-' ? linearOf(file, bare.argument) : undefined
      return inner && inner.text === undefined ? { constant: -inner.constant } : undefined
    }
    case 'BinaryExpression': {
      const left = linearOf(file, bare.left as Node)
      const right = linearOf(file, bare.right)
      if (!left || !right) return undefined
      if (bare.operator === '+' && (left.text === undefined || right.text === undefined)) {
        const text = left.text ?? right.text
        return { ...(text !== undefined && { text }), constant: left.constant + right.constant }
      }
      return bare.operator === '-' ? minus(left, right) : undefined
    }
    default:
      return undefined
  }
}

function isSteadyName(node: Node): boolean {
  if (node.type === 'Identifier' || node.type === 'ThisExpression') return true
  return node.type === 'MemberExpression' && !node.computed && isSteadyName(unwrap(node.object))
}

export function minus(left: Linear, right: Linear): Linear | undefined {
  const constant = left.constant - right.constant
  if (right.text === undefined) return { ...left, constant }
  return left.text === right.text ? { constant } : undefined
}

export function plus(value: Linear, constant: number): Linear {
  return { ...value, constant: value.constant + constant }
}

export function isSame(a: Linear, b: Linear): boolean {
  return a.text === b.text && a.constant === b.constant
}

export function textOfLinear({ text, constant }: Linear): string {
  if (text === undefined) return String(constant)
  if (constant === 0) return text
  return constant > 0 ? `${text} + ${constant}` : `${text} - ${-constant}`
}

/** The value behind a name that a constant of the file holds. */
export function constantValue(file: SourceFile, value: Linear, at: Node): number | undefined {
  if (value.text === undefined) return value.constant
  const binding = file.scopes.lookup(at, value.text)
  const declarator = binding?.declaration
  if (declarator?.type !== 'VariableDeclarator' || !declarator.init) return undefined
  if ((declarator.parent as { kind?: string }).kind !== 'const') return undefined
  const init = linearOf(file, declarator.init)
  return init && init.text === undefined ? init.constant + value.constant : undefined
}
