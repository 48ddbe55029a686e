import { type AnyFunction, memberName, type Node, unwrap } from '../../../survey/nodes.js'
import { assignedTo, type Binding } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'

/** Tells what expressions of a function are made of its first parameter. */
export class ParameterReader {
  readonly #file: SourceFile
  readonly #fn: AnyFunction
  readonly #parameter: Binding

  private constructor(file: SourceFile, fn: AnyFunction, parameter: Binding) {
    this.#file = file
    this.#fn = fn
    this.#parameter = parameter
  }

  /** Undefined where the parameter is taken apart, or is given another value. */
  static of(file: SourceFile, fn: AnyFunction): ParameterReader | undefined {
    const [first] = fn.params as Node[]
    const parameter = first?.type === 'AssignmentPattern' ? (first.left as Node) : first
    const binding =
      parameter?.type === 'Identifier' ? file.scopes.lookup(parameter, parameter.name) : undefined
    return binding && assignedTo(binding).length === 0 ? new ParameterReader(file, fn, binding) : undefined
  }

  isParameter(expression: Node): boolean {
    const node = unwrap(expression)
    return node.type === 'Identifier' && this.#file.scopes.resolve(node) === this.#parameter
  }

  /** An expression, or that of the function's own constant that stands for it. */
  meant(expression: Node): Node {
    const node = unwrap(expression)
    const binding = node.type === 'Identifier' ? this.#file.scopes.resolve(node) : undefined
    const declaration = binding?.declaration
    const isOwn =
      declaration?.type === 'VariableDeclarator' &&
      declaration.id === binding?.identifier &&
      declaration.start > this.#fn.start &&
      declaration.end < this.#fn.end
    return isOwn && declaration.init ? unwrap(declaration.init as Node) : node
  }

  /** `String(value)`, `value.toString()` and `${value}` alone. */
  isWrittenOut(node: Node, isValue = (value: Node) => this.isParameter(value)): boolean {
    if (node.type === 'TemplateLiteral')
      return (
        node.expressions.length === 1 &&
        node.quasis.every(({ value }) => value.raw === '') &&
        this.isParameter(node.expressions[0] as Node)
      )
    if (node.type !== 'CallExpression') return false
    const callee = unwrap(node.callee)
    const [only] = node.arguments as Node[]
    if (callee.type === 'Identifier')
      return (
        callee.name === 'String' &&
        node.arguments.length === 1 &&
        !this.#file.scopes.resolve(callee) &&
        isValue(only!)
      )
    return (
      callee.type === 'MemberExpression' &&
      memberName(callee) === 'toString' &&
      node.arguments.length === 0 &&
      isValue(callee.object as Node)
    )
  }
}
