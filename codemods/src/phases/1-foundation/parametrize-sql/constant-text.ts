import type { Planning } from '../../../plan/planning.js'
import {
  enclosingClass,
  keyName,
  memberName,
  type Node,
  stringValue,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import { isReplacedModule } from '../../../survey/replaced-modules.js'
import { isTarget } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { type Declared, declarationOf, functionIn, memberDeclared } from './declared.js'
import { templateText } from './sql-parts.js'

/**
 * The text that an expression always has: constants of the project, members of constant objects and of enums, templates
 * of these, and functions without parameters that return them. Undefined where any of it is only known at run time.
 */
export function constantText(planning: Planning, file: SourceFile, node: Node): string | undefined {
  return new ConstantReader(planning).textOf(file, node)
}

class ConstantReader {
  readonly #planning: Planning
  readonly #reading = new Set<Node>()

  constructor(planning: Planning) {
    this.#planning = planning
  }

  textOf(file: SourceFile, expression: Node, from: SourceFile = file): string | undefined {
    if (file !== from && isReplacedModule(this.#planning.survey.project, file.path)) return undefined
    const node = unwrap(expression)
    if (node.type === 'Literal') return stringValue(node)
    // A constant may be made of itself only where it is no constant.
    if (this.#reading.has(node)) return undefined
    this.#reading.add(node)
    const text = this.#made(file, node)
    this.#reading.delete(node)
    return text
  }

  #made(file: SourceFile, node: Node): string | undefined {
    if (node.type === 'TemplateLiteral') {
      const pieces = node.quasis.flatMap((quasi, index) => {
        const filled = node.expressions[index] as Node | undefined
        const text = templateText(quasi)
        return filled ? [text, this.textOf(file, filled)] : [text]
      })
      return joined(pieces)
    }
    if (node.type === 'BinaryExpression' && node.operator === '+')
      return joined([this.textOf(file, node.left as Node), this.textOf(file, node.right)])
    if (node.type === 'Identifier') return this.#held(file, declarationOf(this.#planning, file, node))
    if (node.type === 'MemberExpression' && !node.optional) return this.#member(file, node)
    if (node.type === 'CallExpression' && !node.optional && node.arguments.length === 0) {
      const callee = unwrap(node.callee)
      const declared = callee.type === 'Identifier' && declarationOf(this.#planning, file, callee)
      return declared ? this.#returned(file, declared) : undefined
    }
    return undefined
  }

  #held(from: SourceFile, declared: Pick<Declared, 'file' | 'node'> | undefined): string | undefined {
    const init = declared && givenTo(declared.node)
    return init && this.textOf(declared.file, init, from)
  }

  /** `queries.byId` of a constant object, `Table.Items` of an enum, `this.columns` and `Class.columns` where read only. */
  #member(file: SourceFile, node: Extract<Node, { type: 'MemberExpression' }>): string | undefined {
    const name = memberName(node)
    if (name === undefined) return undefined
    const object = unwrap(node.object)
    const own = memberDeclared(this.#planning, file, node)
    if (own) return isFixedMember(own, object.type === 'ThisExpression') ? this.#held(file, own) : undefined
    const declared = object.type === 'Identifier' ? declarationOf(this.#planning, file, object) : undefined
    if (declared?.node.type === 'TSEnumDeclaration') {
      const member = declared.node.body.members.find(
        ({ id }) => (id.type === 'Identifier' ? id.name : stringValue(id)) === name,
      )
      return member?.initializer ? this.textOf(declared.file, member.initializer, file) : undefined
    }
    const held = declared && fixedObject(declared)
    // What is spread, or has a name that is put together, may be what is meant.
    const named = held?.properties.map((each) =>
      each.type === 'Property' && !(each.computed && each.key.type === 'Identifier')
        ? keyName(each.key)
        : undefined,
    )
    if (!named || named.includes(undefined)) return undefined
    const property = held?.properties[named.lastIndexOf(name)]
    return property?.type === 'Property' ? this.textOf(declared!.file, property.value, file) : undefined
  }

  /** What `() => 'SELECT …'` and `function sql() { return 'SELECT …' }` return. */
  #returned(from: SourceFile, { file, node }: Declared): string | undefined {
    const fn = functionIn(node)
    if (!fn || fn.async || fn.generator || fn.params.length > 0 || !fn.body) return undefined
    if (node.type === 'VariableDeclarator' ? !isConstant(node) : !isDeclaredOnce(file, node)) return undefined
    if (fn.body.type !== 'BlockStatement') return this.textOf(file, fn.body as Node, from)
    const [only, ...more] = fn.body.body
    const value = only?.type === 'ReturnStatement' && more.length === 0 ? only.argument : undefined
    return value ? this.textOf(file, value, from) : undefined
  }
}

function joined(pieces: readonly (string | null | undefined)[]): string | undefined {
  return pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : undefined
}

/** What a name is given once: of a `const`, of a member of a class or an enum. */
function givenTo(node: Node): Node | undefined {
  if (node.type === 'VariableDeclarator')
    return isConstant(node) && node.id.type === 'Identifier' ? (node.init ?? undefined) : undefined
  if (node.type === 'TSEnumMember') return node.initializer ?? undefined
  return node.type === 'PropertyDefinition' ? (node.value ?? undefined) : undefined
}

/** A constant of a module that is named as a whole, or what neither the class nor one that extends it gives another value. */
function isFixedMember({ file, node }: Pick<Declared, 'file' | 'node'>, ofThis: boolean): boolean {
  if (node.type !== 'PropertyDefinition') return true
  if (!node.readonly || node.decorators.length > 0 || (ofThis && node.accessibility !== 'private'))
    return false
  const own = enclosingClass(node)
  const name = keyName(node.key)
  return own !== undefined && name !== undefined && !isGivenElsewhere(file, name, own.id?.name)
}

/** True where a member of that name, or one whose name is put together, is given a value by anything but its declaration. */
function isGivenElsewhere(file: SourceFile, name: string, owner: string | undefined): boolean {
  let found = false
  walk(file.program as Node, (node) => {
    if (node.type === 'MemberExpression' && (memberName(node) ?? name) === name) found ||= isTarget(node)
    if (node.type === 'CallExpression' && /^(Object|Reflect)\./.test(file.textOf(node.callee))) {
      const given = node.arguments[0] && unwrap(node.arguments[0] as Node)
      found ||= given?.type === 'ThisExpression' || (given?.type === 'Identifier' && given.name === owner)
    }
    return !found
  })
  return found
}

/** A function whose name no assignment and no other declaration takes. */
function isDeclaredOnce(file: SourceFile, node: Node): boolean {
  if (node.type !== 'FunctionDeclaration' || !node.id) return true
  const { name } = node.id
  const block = node.parent?.type.startsWith('Export') ? node.parent.parent : node.parent
  const beside = block && 'body' in block && Array.isArray(block.body) ? (block.body as Node[]) : []
  const isOther = (each: Node) =>
    each !== node && each.type === 'FunctionDeclaration' && each.id?.name === name
  return !beside.some(isOther) && !file.scopes.lookup(node.id, name)?.references.some(isTarget)
}

function isConstant({ parent }: Node): boolean {
  return parent?.type === 'VariableDeclaration' && parent.kind === 'const'
}

type ObjectNode = Extract<Node, { type: 'ObjectExpression' }>

/** The object behind a constant whose members nobody can give another value: `as const`, frozen, or only read here. */
function fixedObject({ file, node, binding }: Declared): ObjectNode | undefined {
  const given = node.type === 'VariableDeclarator' && isConstant(node) ? node.init : undefined
  if (!given) return undefined
  const init = given.type === 'TSSatisfiesExpression' ? given.expression : given
  const bare = unwrap(init)
  if (bare.type === 'CallExpression') {
    const [frozen] = bare.arguments as Node[]
    const isFrozen = file.textOf(bare.callee) === 'Object.freeze' && frozen !== undefined
    const held = isFrozen ? unwrap(frozen) : undefined
    return held?.type === 'ObjectExpression' ? held : undefined
  }
  if (bare.type !== 'ObjectExpression') return undefined
  if (init.type === 'TSAsExpression' && file.textOf(init.typeAnnotation) === 'const') return bare
  const isOwn = node.parent?.parent?.type !== 'ExportNamedDeclaration'
  return isOwn && !namesItself(bare) && binding?.references.every(isOnlyRead) ? bare : undefined
}

/** True for an object whose methods may change it. */
function namesItself(object: ObjectNode): boolean {
  let found = false
  walk(object, (node) => {
    found ||= node.type === 'ThisExpression'
    return !found
  })
  return found
}

function isOnlyRead(reference: Node): boolean {
  const { parent } = reference
  return (
    parent?.type === 'MemberExpression' &&
    parent.object === reference &&
    !parent.computed &&
    !isTarget(parent)
  )
}
