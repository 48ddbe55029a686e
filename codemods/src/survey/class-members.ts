import type { Class, MethodDefinition } from 'oxc-parser'
import { carrierOf } from './derived-uses.js'
import { patternOf } from './handed-parameter.js'
import { enclosingClass, keyName, type Node, unwrap } from './nodes.js'
import type { SourceFile } from './source-file.js'
import { classMember } from './this-owner.js'

/** The members of classes that an expression fills, directly or by way of a variable or a parameter. */
export function membersFilled(
  file: SourceFile,
  expression: Node,
  depth = 0,
): readonly { readonly member: Node; readonly owner: Class; readonly name: string }[] {
  const carrier = carrierOf(expression)
  const { parent } = carrier
  if (parent?.type === 'PropertyDefinition' && parent.value === carrier) {
    const [owner, name] = [enclosingClass(parent), keyName(parent.key)]
    return owner && name !== undefined && !parent.static ? [{ member: parent, owner, name }] : []
  }
  if (parent?.type === 'AssignmentExpression' && parent.right === carrier) {
    const left = unwrap(parent.left as Node)
    const own = classMember(file, left)
    return own ? [{ member: left, ...own }] : []
  }
  const named =
    parent?.type === 'VariableDeclarator' && parent.init === carrier
      ? (parent.id as Node)
      : parent?.type === 'AssignmentPattern' && parent.right === carrier
        ? parent.left
        : undefined
  if (named?.type !== 'Identifier' || depth > 3) return []
  const property = parent?.parent?.type === 'TSParameterProperty' ? parent.parent : undefined
  const owner = property && enclosingClass(property)
  return [
    ...(property && owner ? [{ member: property, owner, name: named.name }] : []),
    ...(file.scopes.lookup(named, named.name)?.references ?? []).flatMap((reference) =>
      membersFilled(file, reference, depth + 1),
    ),
  ]
}

/** The member of a class by its name, or the parameter of its constructor that makes it. */
export function memberDeclared(owner: Class, name: string): Node | undefined {
  for (const member of owner.body.body) {
    if ('key' in member && keyName(member.key) === name) return member as Node
    if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') continue
    const made = (member.value.params as Node[]).find((parameter) => {
      const { target } = patternOf(parameter)
      return parameter.type === 'TSParameterProperty' && target?.type === 'Identifier' && target.name === name
    })
    if (made) return made
  }
  return undefined
}

/** The getter that a class, or an instance of it, has under a name. */
export function getterNamed(owner: Class, name: string, isStatic: boolean): MethodDefinition | undefined {
  for (const member of owner.body.body)
    if (
      member.type === 'MethodDefinition' &&
      member.kind === 'get' &&
      member.static === isStatic &&
      keyName(member.key) === name
    )
      return member
  return undefined
}
