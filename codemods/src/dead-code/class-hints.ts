import { enclosingClass, isClass, keyName, memberName, type Node, unwrap } from '../survey/nodes.js'
import type { Binding } from '../survey/scopes.js'
import type { SourceFile } from '../survey/source-file.js'

type Target = number | string

/** Which class an expression holds an instance of, where the syntax alone tells: `new X()`, `inject(X)`, `x: X`, `this`. */
export class ClassHints {
  readonly #file: SourceFile
  readonly #target: (identifier: Node) => Target | undefined
  readonly #known = new Map<Binding, Target | undefined>()

  constructor(file: SourceFile, target: (identifier: Node) => Target | undefined) {
    this.#file = file
    this.#target = target
  }

  of(expression: Node): Target | undefined {
    const node = unwrap(expression)
    switch (node.type) {
      case 'ThisExpression':
        return this.#ownClass(node)
      case 'NewExpression':
        return node.callee.type === 'Identifier' ? this.#target(node.callee) : undefined
      case 'CallExpression':
        return this.#injected(node)
      case 'AwaitExpression':
        return this.of(node.argument)
      case 'Identifier': {
        const binding = this.#file.scopes.resolve(node)
        return binding && this.#held(binding)
      }
      case 'MemberExpression':
        return this.#field(node)
      default:
        return undefined
    }
  }

  #ownClass(node: Node): Target | undefined {
    const owner = enclosingClass(node)
    if (!owner) return undefined
    if (owner.id) return this.#named(owner.id as Node, owner.id.name)
    const holder = (owner as Node).parent
    return holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier'
      ? this.#named(holder.id, holder.id.name)
      : undefined
  }

  #named(at: Node, name: string): Target | undefined {
    const binding = this.#file.scopes.lookup(at, name)
    return binding?.scope === (this.#file.program as Node) ? name : undefined
  }

  #injected(node: Node): Target | undefined {
    if (node.type !== 'CallExpression') return undefined
    const callee = unwrap(node.callee)
    const name = callee.type === 'Identifier' ? callee.name : memberName(callee)
    const argument = node.arguments[0] as Node | undefined
    if (!/^(inject|get|resolve|make)$/.test(name ?? '') || argument?.type !== 'Identifier') return undefined
    return /^[A-Z]/.test(argument.name) ? this.#target(argument) : undefined
  }

  #held(binding: Binding): Target | undefined {
    if (!this.#known.has(binding)) {
      // Set first: an initialiser may mention itself.
      this.#known.set(binding, undefined)
      this.#known.set(binding, this.#heldBy(binding))
    }
    return this.#known.get(binding)
  }

  #heldBy(binding: Binding): Target | undefined {
    const { declaration, identifier } = binding
    if (declaration.type === 'VariableDeclarator') {
      if (declaration.id !== identifier) return undefined
      return (
        this.#annotated(declaration.id) ?? (declaration.init ? this.of(declaration.init as Node) : undefined)
      )
    }
    return binding.kind === 'parameter' ? this.#parameter(declaration) : undefined
  }

  #parameter(declaration: Node): Target | undefined {
    switch (declaration.type) {
      case 'TSParameterProperty':
        return this.#parameter(declaration.parameter as Node)
      case 'AssignmentPattern':
        return declaration.left.type === 'Identifier'
          ? (this.#annotated(declaration.left) ?? this.of(declaration.right))
          : undefined
      case 'Identifier':
        return this.#annotated(declaration)
      default:
        return undefined
    }
  }

  #annotated(node: Node): Target | undefined {
    const annotation = (node as { typeAnnotation?: Node | null }).typeAnnotation
    if (annotation?.type !== 'TSTypeAnnotation') return undefined
    const type = annotation.typeAnnotation
    const members = type.type === 'TSUnionType' ? type.types : [type]
    const [only, ...rest] = members.filter((member) => !/^TS(Null|Undefined)Keyword$/.test(member.type))
    if (rest.length > 0 || only?.type !== 'TSTypeReference' || only.typeName.type !== 'Identifier')
      return undefined
    return this.#target(only.typeName)
  }

  /** `this.name`, where the class declares or takes the field. */
  #field(node: Node): Target | undefined {
    if (node.type !== 'MemberExpression' || unwrap(node.object).type !== 'ThisExpression') return undefined
    const owner = enclosingClass(node)
    const name = memberName(node)
    if (!owner || name === undefined || !isClass(owner)) return undefined
    for (const member of owner.body.body) {
      if (member.type === 'PropertyDefinition' && keyName(member.key) === name)
        return this.#annotated(member as Node) ?? (member.value ? this.of(member.value) : undefined)
      if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') continue
      for (const parameter of member.value.params as Node[]) {
        if (parameter.type !== 'TSParameterProperty') continue
        const inner = parameter.parameter as Node
        const left = inner.type === 'AssignmentPattern' ? inner.left : inner
        if (left.type === 'Identifier' && left.name === name) return this.#parameter(parameter)
      }
    }
    return undefined
  }
}
