import { connectionClass, driverRole, isDuckdbPackage } from './duckdb-driver.js'
import type { Held, HeldClient } from './held.js'
import { importedBinding } from './imported-binding.js'
import { isClass, isFunction, keyName, type Node, stringValue } from './nodes.js'
import type { SourceFile } from './source-file.js'
import type { ValueFlow } from './value-flow.js'

type Signature = Extract<Held, { what: 'signature' }>

const transparent = new Set([
  'Promise',
  'PromiseLike',
  'Awaited',
  'Readonly',
  'NonNullable',
  'Partial',
  'Required',
  'Omit',
  'Pick',
])
const collections = new Set([
  'Array',
  'ReadonlyArray',
  'Set',
  'ReadonlySet',
  'Iterable',
  'Map',
  'ReadonlyMap',
  'WeakMap',
  'Record',
])

/** Reads type annotations for what they say about DuckDB: enough syntax for real code, no type checker. */
export class TypeReader {
  readonly #flow: ValueFlow

  constructor(flow: ValueFlow) {
    this.#flow = flow
  }

  /** What a value of the type is; clients known by their type alone are `given`. */
  typeOf(file: SourceFile, type: Node): Held | undefined {
    return this.#flow.typeOnce(file, type, () => {
      const held = this.#read(file, type)
      return held?.what === 'client' && !held.given ? { ...held, given: true } : held
    })
  }

  /** Index of the parameter through which a function of this type gives a client to its caller's callback. */
  scopedParameter(signature: Signature): number | undefined {
    const file = this.#flow.project.source(signature.file)
    if (!file) return undefined
    const index = parametersOf(signature.node).findIndex((parameter) => this.#callbackClient(file, parameter))
    return index < 0 ? undefined : index
  }

  scopedClient(signature: Signature): HeldClient | undefined {
    const file = this.#flow.project.source(signature.file)
    for (const parameter of file ? parametersOf(signature.node) : []) {
      const client = this.#callbackClient(file!, parameter)
      if (client) return client
    }
    return undefined
  }

  returnOf(signature: Signature): Held | undefined {
    const file = this.#flow.project.source(signature.file)
    const type = (signature.node as { returnType?: { typeAnnotation: Node } | null }).returnType
    return file && type ? this.typeOf(file, type.typeAnnotation) : undefined
  }

  /** What an exported type means. */
  exportedType(module: string, name: string): Held | undefined {
    if (!this.#flow.mayHold(module)) return undefined
    const found = this.#flow.project.declarationOf(module, name)
    if (found?.export.kind !== 'local') {
      const driver = this.#flow.project.driverExport(module, name)
      return driver && driverInstance(driver.specifier, driver.imported)
    }
    const file = this.#flow.project.source(found.file)
    return file && this.#declared(file, found.export.node)
  }

  #callbackClient(file: SourceFile, parameter: Node): HeldClient | undefined {
    const annotation = annotationOf(parameter)
    const callback = annotation && this.typeOf(file, annotation)
    if (callback?.what !== 'signature') return undefined
    const declared = this.#flow.project.source(callback.file)
    const first = parametersOf(callback.node)[0]
    const type = first && annotationOf(first)
    const value = declared && type ? this.typeOf(declared, type) : undefined
    return value?.what === 'client' ? value : undefined
  }

  #read(file: SourceFile, type: Node): Held | undefined {
    switch (type.type) {
      case 'TSTypeReference':
        return this.#reference(file, type)
      case 'TSUnionType':
      case 'TSIntersectionType':
        for (const member of type.types as Node[]) {
          const held = this.typeOf(file, member)
          if (held) return held
        }
        return undefined
      case 'TSArrayType': {
        const of = this.typeOf(file, type.elementType)
        return of && { what: 'many', of }
      }
      case 'TSTypeOperator':
      case 'TSParenthesizedType':
        return this.typeOf(file, type.typeAnnotation as Node)
      case 'TSTypeQuery':
        return type.exprName.type === 'TSImportType' ? undefined : this.#named(file, type.exprName as Node)
      case 'TSIndexedAccessType': {
        const object = this.typeOf(file, type.objectType)
        const name =
          type.indexType.type === 'TSLiteralType' ? stringValue(type.indexType.literal as Node) : undefined
        if (!object || name === undefined) return undefined
        return this.#flow.memberOf(object, name)
      }
      case 'TSImportType': {
        const specifier = stringValue((type as unknown as { source?: Node }).source)
        const qualifier = type.qualifier as Node | null
        const name = qualifier?.type === 'Identifier' ? qualifier.name : undefined
        if (!specifier || !name) return undefined
        return isDuckdbPackage(specifier)
          ? driverInstance(specifier, name)
          : this.#importedType(file, specifier, name)
      }
      case 'TSTypeLiteral':
        return this.#indexed(file, type.members as Node[]) ?? this.#members(file, type.members as Node[])
      case 'TSFunctionType':
        return { what: 'signature', file: file.path, node: type }
      default:
        return undefined
    }
  }

  #reference(file: SourceFile, type: Node): Held | undefined {
    if (type.type !== 'TSTypeReference') return undefined
    const { typeName } = type
    const parameters = (type.typeArguments?.params ?? []) as Node[]
    if (typeName.type === 'TSQualifiedName') {
      const left = this.#named(file, typeName.left as Node)
      if (left?.what === 'package') return driverInstance(left.name, typeName.right.name)
      return left?.what === 'module' ? this.exportedType(left.file, typeName.right.name) : undefined
    }
    if (typeName.type !== 'Identifier') return undefined
    const binding = file.scopes.resolve(typeName as Node)
    if (!binding) return this.#builtIn(file, typeName.name, parameters)
    const imported = importedBinding(this.#flow.project, file, binding)
    if (imported?.target) return this.exportedType(imported.target, imported.imported)
    if (imported) {
      return isDuckdbPackage(imported.specifier)
        ? driverInstance(imported.specifier, imported.imported)
        : undefined
    }
    if (binding.kind === 'variable') {
      const value = this.#flow.bindingValue(file, binding)
      return value?.what === 'class' ? this.#declared(file, value.node) : undefined
    }
    return this.#declared(file, binding.declaration)
  }

  #importedType(file: SourceFile, specifier: string, name: string): Held | undefined {
    const target = this.#flow.project.graph.resolve(file.path, specifier)
    return target === undefined ? undefined : this.exportedType(target, name)
  }

  #declared(file: SourceFile, node: Node): Held | undefined {
    if (node.type === 'TSTypeAliasDeclaration') return this.typeOf(file, node.typeAnnotation)
    if (node.type === 'TSInterfaceDeclaration') return this.#members(file, node.body.body as Node[])
    return isClass(node) ? this.#flow.instanceOf(file.path, node) : undefined
  }

  #builtIn(file: SourceFile, name: string, parameters: readonly Node[]): Held | undefined {
    const [first] = parameters
    if (!first) return undefined
    if (transparent.has(name)) return this.typeOf(file, first)
    if (collections.has(name)) {
      const of = this.typeOf(file, parameters.at(-1)!)
      return of && { what: 'many', of, ...(name === 'Record' && { isNamed: true }) }
    }
    if (name === 'ReturnType') {
      const fn = this.typeOf(file, first)
      if (fn?.what === 'function') return this.#flow.returnsOf(fn.file, fn.node)
      if (fn?.what === 'signature') return this.returnOf(fn)
      if (fn?.what === 'method' && fn.name === 'connect' && fn.of.role === 'instance') {
        return driverInstance(fn.of.client.module, connectionClass(fn.of.client.module))
      }
    }
    if (name === 'InstanceType') {
      const made = this.typeOf(file, first)
      if (made?.what === 'class') return this.#flow.instanceOf(made.file, made.node)
      if (made?.what === 'driver-class') return driverInstance(made.package, made.name)
    }
    return undefined
  }

  /** The value that `typeof name` or a qualified name's left side means. */
  #named(file: SourceFile, name: Node): Held | undefined {
    if (name.type === 'TSQualifiedName') {
      const left = this.#named(file, name.left as Node)
      return left && this.#flow.memberOf(left, name.right.name)
    }
    const binding = name.type === 'Identifier' ? file.scopes.resolve(name) : undefined
    return binding && this.#flow.bindingValue(file, binding)
  }

  /** `{ [tenant: string]: Client }` */
  #indexed(file: SourceFile, members: readonly Node[]): Held | undefined {
    const [only] = members
    if (members.length !== 1 || only?.type !== 'TSIndexSignature') return undefined
    const annotation = annotationOf(only)
    const of = annotation && this.typeOf(file, annotation)
    return of && { what: 'many', of, isNamed: true }
  }

  #members(file: SourceFile, members: readonly Node[]): Held {
    const named = new Map<string, Node>()
    for (const member of members) {
      if (member.type !== 'TSPropertySignature' && member.type !== 'TSMethodSignature') continue
      const name = keyName(member.key)
      if (name) named.set(name, member)
    }
    return {
      what: 'object',
      names: () => [...named.keys()],
      member: (name) => {
        const member = named.get(name)
        if (member?.type === 'TSMethodSignature') return { what: 'signature', file: file.path, node: member }
        const annotation = member && annotationOf(member)
        return annotation && this.typeOf(file, annotation)
      },
    }
  }
}

function driverInstance(packageName: string, name: string): HeldClient | undefined {
  const role = driverRole(name)
  return role && { what: 'client', role, client: { module: packageName, name }, given: true }
}

function parametersOf(node: Node): Node[] {
  if (isFunction(node)) return node.params as Node[]
  return ((node as { params?: Node[] }).params ?? []) as Node[]
}

function annotationOf(node: Node): Node | undefined {
  const pattern = node.type === 'AssignmentPattern' ? node.left : node
  return (pattern as { typeAnnotation?: { typeAnnotation: Node } | null }).typeAnnotation?.typeAnnotation
}
