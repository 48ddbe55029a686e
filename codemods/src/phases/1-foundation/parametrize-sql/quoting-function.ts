import type { Planning } from '../../../plan/planning.js'
import { type AnyFunction, memberName, type Node, unwrap, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { TypeInfo } from '../../../symbols/oracle.js'
import { declarationOf, functionIn, memberDeclared } from './declared.js'
import { ParameterReader } from './parameter-reader.js'
import { sqlParts } from './sql-parts.js'
import { escapedBy } from './without-escape.js'

/** A value of the argument's type, by what `typeof` says of it. */
type Sample = 'string' | 'number' | 'bigint' | 'boolean' | 'null' | 'undefined'

export interface QuotedArgument {
  readonly node: Node
  /** What the literal holds: the argument's types, `null` where the function writes NULL. */
  readonly types: readonly string[]
  /** True where the function writes NULL for `undefined`. */
  readonly isNullForUndefined: boolean
}

/**
 * The argument of a function of the project that writes it as a literal of SQL: `quoteLiteral(name)`. Undefined unless
 * the literal is the value itself, whatever of its type the argument is.
 */
export function quotedByFunction(
  planning: Planning,
  file: SourceFile,
  call: Node,
): QuotedArgument | undefined {
  if (call.type !== 'CallExpression' || call.optional || call.arguments.length !== 1) return undefined
  const [given] = call.arguments as [Node]
  const node = unwrap(given)
  if (node.type === 'SpreadElement') return undefined
  const samples = samplesOf(planning.oracle.typeAt(file.path, node.start, node.end))
  const callee = unwrap(call.callee)
  const declared =
    callee.type === 'MemberExpression' && !callee.optional
      ? memberDeclared(planning, file, callee)
      : callee.type === 'Identifier'
        ? declarationOf(planning, file, callee)
        : undefined
  const fn = declared && functionIn(declared.node)
  if (!samples || !declared || !fn || fn.async || fn.generator || fn.params.length !== 1) return undefined
  const reader = ParameterReader.of(declared.file, fn)
  if (!reader) return undefined
  const writer = new LiteralWriter(planning, declared.file, fn, reader)
  const isSame = samples.every((sample) =>
    /^(null|undefined)$/.test(sample) ? writer.write(sample) === 'null' : writer.write(sample) === 'same',
  )
  if (!isSame) return undefined
  const isNullForUndefined = samples.includes('undefined')
  const isNullable = isNullForUndefined || samples.includes('null')
  return { node, types: [samples[0]!, ...(isNullable ? ['null'] : [])], isNullForUndefined }
}

function samplesOf(type: TypeInfo | undefined): Sample[] | undefined {
  const base = type?.base
  if (!type || type.isAny || type.isUnknown) return undefined
  if (base !== 'string' && base !== 'number' && base !== 'bigint' && base !== 'boolean') return undefined
  return [
    base,
    ...(type.canBeNull ? (['null'] as const) : []),
    ...(type.canBeUndefined ? (['undefined'] as const) : []),
  ]
}

/** True where nothing is called that may refuse a value. */
function checksNothing(statement: Node): boolean {
  let checks = false
  walk(statement, (node) => {
    if (node.type === 'CallExpression') {
      const callee = unwrap(node.callee)
      const name = callee.type === 'Identifier' ? callee.name : memberName(callee)
      checks ||= !/^(replace|replaceAll|toString|String)$/.test(name ?? '')
    } else if (/^(New|Await|Yield|TaggedTemplate)Expression$/.test(node.type)) checks = true
    return !checks
  })
  return !checks
}

/** Reads what a function of one parameter gives for a value of some type. */
class LiteralWriter {
  readonly #planning: Planning
  readonly #file: SourceFile
  readonly #fn: AnyFunction
  readonly #reader: ParameterReader

  constructor(planning: Planning, file: SourceFile, fn: AnyFunction, reader: ParameterReader) {
    this.#planning = planning
    this.#file = file
    this.#fn = fn
    this.#reader = reader
  }

  /** `same`: a literal of that very value; `null`: NULL; undefined: anything else. */
  write(sample: Sample): 'same' | 'null' | undefined {
    const body = this.#fn.body as Node | null
    if (!body) return undefined
    if (body.type !== 'BlockStatement') return this.#given(body, sample)
    const returned = this.#returned(body.body as Node[], sample)
    return returned && returned !== 'nothing' ? this.#given(returned, sample) : undefined
  }

  /** The expression that is returned; `nothing` where the code goes on behind these statements. */
  #returned(statements: readonly Node[], sample: Sample): Node | 'nothing' | undefined {
    for (const statement of statements) {
      if (statement.type === 'ReturnStatement') return statement.argument ?? undefined
      if (statement.type === 'VariableDeclaration' && statement.kind === 'const' && checksNothing(statement))
        continue
      if (statement.type !== 'IfStatement') return undefined
      const truth = this.#truth(statement.test, sample)
      if (truth === undefined) return undefined
      const branch = truth ? statement.consequent : statement.alternate
      const inner = branch?.type === 'BlockStatement' ? (branch.body as Node[]) : branch ? [branch] : []
      const returned = this.#returned(inner, sample)
      if (returned !== 'nothing') return returned
    }
    return 'nothing'
  }

  #given(expression: Node, sample: Sample): 'same' | 'null' | undefined {
    const node = this.#reader.meant(expression)
    if (node.type === 'ConditionalExpression') {
      const truth = this.#truth(node.test, sample)
      if (truth !== undefined) return this.#given(truth ? node.consequent : node.alternate, sample)
      const isTruthWord =
        sample === 'boolean' &&
        this.#reader.isParameter(node.test) &&
        /^true$/i.test(this.#text(node.consequent) ?? '') &&
        /^false$/i.test(this.#text(node.alternate) ?? '')
      return isTruthWord ? 'same' : undefined
    }
    if (/^null$/i.test(this.#text(node) ?? '')) return 'null'
    if (sample === 'null' || sample === 'undefined') return undefined
    if (sample === 'string') return this.#isQuoted(node) ? 'same' : undefined
    return this.#reader.isParameter(node) || this.#reader.isWrittenOut(node) ? 'same' : undefined
  }

  /** `'${value.replace(/'/g, "''")}'` */
  #isQuoted(node: Node): boolean {
    const [opening, hole, closing, ...more] = sqlParts(node) ?? []
    if (opening?.type !== 'text' || hole?.type !== 'hole' || closing?.type !== 'text') return false
    if (opening.text !== "'" || closing.text !== "'" || more.length > 0) return false
    const inner = escapedBy(this.#planning, this.#file, this.#reader.meant(hole.node))
    return (
      inner !== undefined &&
      (this.#reader.isParameter(inner) || this.#reader.isWrittenOut(this.#reader.meant(inner)))
    )
  }

  #truth(expression: Node, sample: Sample): boolean | undefined {
    const node = unwrap(expression)
    if (node.type === 'LogicalExpression' && node.operator !== '??') {
      const decided = node.operator === '||'
      const [left, right] = [this.#truth(node.left, sample), this.#truth(node.right, sample)]
      if (left === decided || right === decided) return decided
      return left === undefined || right === undefined ? undefined : !decided
    }
    if (node.type === 'UnaryExpression' && node.operator === '!') {
      const inner = this.#truth(node.argument, sample)
      return inner === undefined ? undefined : !inner
    }
    if (this.#reader.isParameter(node)) return /^(null|undefined)$/.test(sample) ? false : undefined
    if (node.type === 'CallExpression') return this.#isListTest(node) ? false : undefined
    if (node.type !== 'BinaryExpression') return undefined
    if (node.operator === 'instanceof') return this.#reader.isParameter(node.left as Node) ? false : undefined
    const isEqual = this.#isEqual(node.left as Node, node.right, sample, node.operator.length === 2)
    if (isEqual === undefined) return undefined
    if (/^===?$/.test(node.operator)) return isEqual
    return /^!==?$/.test(node.operator) ? !isEqual : undefined
  }

  #isListTest(node: Extract<Node, { type: 'CallExpression' }>): boolean {
    const [only] = node.arguments as Node[]
    return (
      this.#file.textOf(node.callee) === 'Array.isArray' &&
      only !== undefined &&
      this.#reader.isParameter(only)
    )
  }

  /** `typeof value` or the value itself compared with what is written out. */
  #isEqual(left: Node, right: Node, sample: Sample, isLoose: boolean): boolean | undefined {
    const [asked, word] = [unwrap(left), this.#file.textOf(right)]
    if (
      asked.type === 'UnaryExpression' &&
      asked.operator === 'typeof' &&
      this.#reader.isParameter(asked.argument)
    )
      return /^(['"])\w+\1$/.test(word)
        ? word.slice(1, -1) === (sample === 'null' ? 'object' : sample)
        : undefined
    if (!this.#reader.isParameter(asked) || !/^(null|undefined)$/.test(word)) return undefined
    return isLoose ? /^(null|undefined)$/.test(sample) : sample === word
  }

  #text(expression: Node): string | undefined {
    const parts = sqlParts(this.#reader.meant(expression))
    const [only] = parts ?? []
    return parts?.length === 1 && only?.type === 'text' ? only.text : undefined
  }
}
