import {
  enclosingClass,
  keyName,
  memberName,
  type Node,
  stringValue,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'

/**
 * True when an address begins with something that is the same in every call: a literal, a constant, the
 * configuration, a field. An address that comes with the data may be of any host.
 */
export function isFixedHost(file: SourceFile, address: Node, depth = 0): boolean {
  const bare = unwrap(address)
  if (depth > 6) return false
  const of = (node: Node | null | undefined) =>
    node !== null && node !== undefined && isFixedHost(file, node, depth + 1)
  switch (bare.type) {
    case 'Literal':
      return true
    case 'TemplateLiteral':
      return startsFixed(
        bare.quasis.flatMap(({ value }, index) => [value.cooked ?? '', bare.expressions[index] as Node]),
        of,
      )
    case 'BinaryExpression':
      return bare.operator === '+' && startsFixed(termsOf(bare), of)
    case 'LogicalExpression':
      return of(bare.left) && of(bare.right)
    case 'ConditionalExpression':
      return of(bare.consequent) && of(bare.alternate)
    case 'NewExpression': {
      const [path, base] = bare.arguments as (Node | undefined)[]
      return /^(URL|Request)$/.test(file.textOf(bare.callee)) && of(base ?? path)
    }
    case 'CallExpression': {
      const callee = unwrap(bare.callee)
      if (
        callee.type === 'MemberExpression' &&
        /^(toString|replace|concat|trim)$/.test(memberName(callee) ?? '')
      )
        return of(callee.object)
      return (
        callee.type === 'Identifier' && callee.name === 'String' && of(bare.arguments[0] as Node | undefined)
      )
    }
    case 'MemberExpression':
      return isFixedObject(file, bare, depth)
    case 'ObjectExpression': {
      const url = bare.properties.find(
        (property) => property.type === 'Property' && /^(url|baseURL)$/.test(file.textOf(property.key)),
      )
      return url?.type === 'Property' && of(url.value)
    }
    case 'Identifier':
      return isFixedName(file, bare, depth)
    default:
      return false
  }
}

/** True when all of an address up to its path is the same in every call: the port belongs to the host. */
function startsFixed(
  parts: readonly (string | Node | undefined)[],
  isFixed: (part: Node) => boolean,
): boolean {
  let known = ''
  for (const part of parts) {
    if (typeof part === 'string') known += part
    else if (part && !isFixed(part)) return false
    // What an address begins with is a whole origin.
    else if (known === '') return true
    if (known !== '' && !/^\w+:\/{0,2}[^/?#]*$/.test(known)) return true
  }
  return true
}

/** What is added up, from the left. */
function termsOf(node: Node): (string | Node)[] {
  const bare = unwrap(node)
  if (bare.type === 'BinaryExpression' && bare.operator === '+')
    return [...termsOf(bare.left as Node), ...termsOf(bare.right)]
  const text = stringValue(bare)
  return [text ?? bare]
}

function isFixedName(file: SourceFile, identifier: Node, depth: number): boolean {
  const binding = file.scopes.resolve(identifier)
  if (!binding || binding.kind === 'import') return binding !== undefined
  const { declaration } = binding
  if (declaration.type === 'AssignmentPattern') return false
  if (declaration.type !== 'VariableDeclarator' || declaration.id.type !== 'Identifier' || !declaration.init)
    return false
  return isFixedHost(file, declaration.init as Node, depth + 1)
}

/** `process.env.API_URL`, `this.base`, `config.url`; not `hook.url`, nor `config.url` of a `config` that is `hook.config`. */
function isFixedObject(file: SourceFile, member: Node, depth: number): boolean {
  if (member.type !== 'MemberExpression') return false
  const object = unwrap(member.object)
  if (object.type === 'ThisExpression') return isFixedField(file, member, depth)
  if (object.type === 'MemberExpression') return isFixedObject(file, object, depth)
  if (object.type !== 'Identifier') return false
  const binding = file.scopes.resolve(object)
  if (!binding) return object.name === 'process'
  if (binding.kind === 'import') return true
  if (memberName(member) === 'href') return isFixedName(file, object, depth)
  // `const config = connection.config`: each connection has its own.
  const { declaration } = binding
  const made =
    declaration.type === 'VariableDeclarator' && declaration.init ? unwrap(declaration.init) : undefined
  if (made?.type === 'MemberExpression') return depth < 6 && isFixedObject(file, made as Node, depth + 1)
  const isTopLevel = binding.scope.type === 'Program'
  return isTopLevel || /^(config|configuration|settings|options|env)$/i.test(object.name)
}

/** False for a field that every object of the class is given another of: `constructor(private readonly base: string)`. */
function isFixedField(file: SourceFile, member: Node, depth: number): boolean {
  const owner = enclosingClass(member)
  const name = memberName(member)
  if (!owner || name === undefined) return true
  const values: (Node | undefined)[] = []
  for (const part of owner.body.body) {
    if (part.type === 'PropertyDefinition' && keyName(part.key) === name && part.value)
      values.push(part.value as Node)
    if (part.type !== 'MethodDefinition' || part.kind !== 'constructor') continue
    values.push(...part.value.params.flatMap((parameter) => givenTo(parameter as Node, name)))
    walk(part.value, (node) => {
      const isSet = node.type === 'AssignmentExpression' && file.textOf(node.left) === `this.${name}`
      if (isSet) values.push(node.right)
      return true
    })
  }
  return values.every((value) => value !== undefined && isFixedValue(file, value, depth))
}

/** What a parameter property of that name holds where nobody gives it anything. */
function givenTo(parameter: Node, name: string): (Node | undefined)[] {
  if (parameter.type !== 'TSParameterProperty') return []
  const { parameter: own } = parameter
  const bare = own.type === 'AssignmentPattern' ? own.left : own
  if (bare.type !== 'Identifier' || bare.name !== name) return []
  return [own.type === 'AssignmentPattern' ? (own.right as Node) : undefined]
}

function isFixedValue(file: SourceFile, value: Node, depth: number): boolean {
  const bare = unwrap(value)
  const binding = bare.type === 'Identifier' ? file.scopes.resolve(bare) : undefined
  const { declaration } = binding ?? {}
  return declaration?.type === 'AssignmentPattern'
    ? isFixedHost(file, declaration.right as Node, depth + 1)
    : isFixedHost(file, bare, depth + 1)
}
