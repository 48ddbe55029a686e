import { createHash } from 'node:crypto'
import type { Accessor, PhaseNumber, Shape, Usage } from '../model.js'
import type { Carriers } from './carriers.js'
import type { ClientValue, HolderKind, Origin, Touch } from './client-value.js'
import { fieldReferences, usesOf } from './follow-value.js'
import { importedBinding } from './imported-binding.js'
import {
  ancestor,
  enclosingClass,
  enclosingFunction,
  isFunction,
  keyName,
  memberName,
  type Node,
  outermost,
  placeName,
  stringValue,
  unwrap,
  walk,
} from './nodes.js'
import type { Project } from './project.js'
import { isTestFile } from './project-files.js'
import type { Binding } from './scopes.js'
import type { SourceFile } from './source-file.js'
import { visibleSql } from './sql-text.js'
import { statementKind } from './statement-kind.js'

export interface ModuleMock {
  readonly usage: string
  readonly file: string
  readonly specifier: string
  /** The mocked project module. */
  readonly module: string
}

export interface Collected {
  readonly usages: Usage[]
  readonly values: ClientValue[]
  readonly mocks: ModuleMock[]
}

/** Finds every usage in one file that imports, or is, a carrier. */
export function collectValues(project: Project, file: SourceFile, carriers: Carriers): Collected {
  return new Collector(project, file, carriers).collect()
}

class Collector {
  readonly #project: Project
  readonly #file: SourceFile
  readonly #carriers: Carriers
  readonly #collected: Collected = { usages: [], values: [], mocks: [] }
  readonly #ordinals = new Map<string, number>()
  readonly #inTest: boolean

  constructor(project: Project, file: SourceFile, carriers: Carriers) {
    this.#project = project
    this.#file = file
    this.#carriers = carriers
    this.#inTest = isTestFile(file.path)
  }

  collect(): Collected {
    const references: { node: Node; binding: Binding }[] = []
    for (const binding of this.#file.scopes.bindings()) {
      if (binding.kind !== 'import' && binding.kind !== 'variable' && binding.scope !== this.#file.program)
        continue
      for (const node of binding.references) references.push({ node, binding })
    }
    references.sort((a, b) => a.node.start - b.node.start)
    for (const { node, binding } of references) this.#reference(node, binding)
    walk(this.#file.program, (node) => {
      if (node.type === 'ImportExpression') this.#inlineDynamicImport(node)
      if (node.type === 'CallExpression') this.#mock(node)
    })
    return this.#collected
  }

  #reference(identifier: Node, binding: Binding): void {
    if (
      /^Export(Specifier|DefaultDeclaration)$/.test(identifier.parent?.type ?? '') ||
      this.#carriers.carrying.has(identifier)
    )
      return
    const found = this.#carriers.resolve(this.#file, identifier)
    if (!found) return
    if (found.carried.kind === 'client') {
      this.#clientType(found.node, found.carried.client)
      return
    }
    const imported = importedBinding(this.#project, this.#file, binding)
    this.#accessor(
      found.node,
      identifier,
      found.carried.accessor,
      imported?.dynamic ? binding.declaration : undefined,
    )
  }

  #accessor(node: Node, reference: Node, accessor: Accessor, dynamicImport?: Node): void {
    if (isTypePosition(node)) return
    const parent = outermost(node).parent
    if (accessor.kind === 'instance') {
      this.#value(node, reference, accessor, dynamicImport)
      return
    }
    let callee = node
    if (accessor.member) {
      if (parent?.type !== 'MemberExpression' || memberName(parent) !== accessor.member) return
      callee = parent
    }
    const call = outermost(callee).parent
    if (call?.type === 'CallExpression' && unwrap(call.callee) === callee) {
      if (this.#isInsideOwnAccessor(call, accessor)) return
      this.#value(call, reference, accessor, dynamicImport)
    } else if (!this.#isMockArgument(node)) {
      this.#usage(node, accessor.id, 'passed-as-value', [])
    }
  }

  /** The accessor's module may call it: `closeClient() { getClient() … }` is a usage, its own body is not. */
  #isInsideOwnAccessor(call: Node, accessor: Accessor): boolean {
    if (accessor.module !== this.#file.path) return false
    const exported = this.#project.exports(accessor.module)?.named.get(accessor.export)
    const owner = exported?.kind === 'local' ? exported.node : undefined
    return owner !== undefined && call.start >= owner.start && call.end <= owner.end
  }

  #value(expression: Node, reference: Node, accessor: Accessor, dynamicImport: Node | undefined): void {
    const bare = outermost(expression)
    const awaited = bare.parent?.type === 'AwaitExpression'
    const yields = awaited ? bare.parent! : expression
    const origin: Origin = {
      type: 'accessor',
      accessor: accessor.id,
      expression: yields,
      reference,
      awaited,
      ...(dynamicImport && { dynamicImport }),
    }
    const outer = outermost(yields)
    const parent = outer.parent
    if (parent?.type === 'VariableDeclarator' && parent.init === outer && parent.id.type === 'Identifier') {
      this.#holder('variable', parent, parent.id.name, origin, this.#bindingReferences(parent.id))
    } else if (parent?.type === 'PropertyDefinition' && parent.value === outer && keyName(parent.key)) {
      this.#field(parent, origin)
    } else if (
      parent?.type === 'AssignmentPattern' &&
      parent.right === outer &&
      parent.left.type === 'Identifier'
    ) {
      this.#parameter(parent, parent.left, origin)
    } else if (
      parent?.type === 'AssignmentExpression' &&
      parent.right === outer &&
      this.#assignedField(parent.left)
    ) {
      this.#field(this.#assignedField(parent.left)!, origin)
    } else {
      this.#holder('inline', yields, undefined, origin, [yields])
    }
  }

  /** The property that `this.name = …` fills, when the class declares it. */
  #assignedField(left: Node): Node | undefined {
    const target = unwrap(left)
    const owner = enclosingClass(target)
    if (target.type !== 'MemberExpression' || target.object.type !== 'ThisExpression' || !owner)
      return undefined
    const name = memberName(target)
    return owner.body.body.find(
      (member) => member.type === 'PropertyDefinition' && keyName(member.key) === name,
    )
  }

  #field(property: Node, origin: Origin): void {
    if (property.type !== 'PropertyDefinition') return
    const owner = enclosingClass(property)!
    const name = keyName(property.key)!
    const references = fieldReferences(owner, name).filter((node) => !this.#isFill(node))
    this.#holder('field', property, name, origin, references, this.#fieldId(this.#file.path, owner, name))
  }

  #isFill(node: Node): boolean {
    return node.parent?.type === 'AssignmentExpression' && node.parent.left === node
  }

  #parameter(declaration: Node, identifier: Node, origin: Origin): void {
    const property = ancestor(
      declaration,
      (node): node is Node => node.type === 'TSParameterProperty',
      isFunction,
    )
    const name = (identifier as { name: string }).name
    const references = this.#bindingReferences(identifier)
    if (property) {
      const owner = enclosingClass(property)!
      references.push(...fieldReferences(owner, name))
      const id = this.#fieldId(this.#file.path, owner, name)
      this.#holder('parameter-property', property, name, origin, references, id)
    } else {
      this.#holder(
        'parameter',
        declaration,
        name,
        origin,
        references,
        parameterId(this.#file.path, declaration),
      )
    }
  }

  /** `client: DuckDBClient` on a parameter or field makes it a holder; other type positions explain nothing. */
  #clientType(node: Node, client: string): void {
    const reference = ancestor(node, (inner): inner is Node => inner.type === 'TSTypeReference', isFunction)
    const annotation =
      reference &&
      ancestor(reference, (inner): inner is Node => inner.type === 'TSTypeAnnotation', isFunction)
    const annotated = annotation?.parent
    if (!reference || !annotated || !isPlainClientType(annotation)) return
    const origin: Origin = { type: 'annotation', client, typeNames: [node] }
    if (annotated.type === 'PropertyDefinition') {
      if (annotated.value || this.#isFilledByAccessor(annotated)) return
      this.#field(annotated, origin)
    } else if (annotated.type === 'Identifier') {
      const parent = annotated.parent
      const isParameter = isFunction(parent) || parent?.type === 'TSParameterProperty'
      if (isParameter) this.#parameter(annotated, annotated, origin)
    }
  }

  #isFilledByAccessor(property: Node): boolean {
    return this.#collected.values.some((value) => value.declaration === property)
  }

  #bindingReferences(identifier: Node): Node[] {
    const name = (identifier as { name: string }).name
    return [...(this.#file.scopes.lookup(identifier, name)?.references ?? [])]
  }

  #fieldId = (file: string, owner: Node, name: string): string => `${file}:${owner.start}.${name}`

  #holder(
    kind: HolderKind,
    declaration: Node,
    name: string | undefined,
    origin: Origin,
    references: readonly Node[],
    id = `${this.#file.path}:${declaration.start}`,
  ): void {
    const touches: Touch[] = []
    const escapes: ClientValue['escapes'] = []
    for (const reference of references) {
      const uses = usesOf(this.#project, this.#file, reference, this.#fieldId)
      touches.push(...uses.touches)
      escapes.push(...uses.escapes)
    }
    const accessor = origin.type === 'accessor' ? origin.accessor : origin.client
    const shape = this.#shape(kind, declaration, origin, touches, escapes)
    const usage = this.#usage(declaration, accessor, shape, this.#traits(touches))
    this.#collected.values.push({
      id,
      usage: usage.id,
      file: this.#file.path,
      kind,
      declaration,
      ...(name !== undefined && { name }),
      origin,
      touches,
      escapes,
    })
  }

  #shape(
    kind: HolderKind,
    declaration: Node,
    origin: Origin,
    touches: readonly Touch[],
    escapes: ClientValue['escapes'],
  ): Shape {
    if (touches.some((touch) => this.#opensTransaction(touch))) return 'manual-transaction'
    if (touches.some((touch) => this.#statement(touch) === 'session-state')) return 'session-state'
    if (origin.type === 'accessor' && origin.dynamicImport) return 'dynamic-import'
    switch (kind) {
      case 'field':
        return 'class-field'
      case 'parameter-property':
        return origin.type === 'accessor' ? 'constructor-default' : 'constructor-argument'
      case 'parameter': {
        const isConstructor = ancestor(declaration, isFunction)?.parent?.type === 'MethodDefinition'
        return origin.type === 'accessor' && isConstructor ? 'constructor-default' : 'parameter'
      }
      case 'variable':
        return enclosingFunction(declaration) ? 'variable' : 'top-level'
      default: {
        const escaping = escapes[0]
        if (escaping?.kind === 'argument') {
          return escaping.node.parent?.type === 'NewExpression' ? 'constructor-argument' : 'argument'
        }
        if (escaping?.kind === 'returned') return 'returned'
        return 'direct-call'
      }
    }
  }

  #statement(touch: Touch): ReturnType<typeof statementKind> {
    const sql = visibleSql(this.#file, touch.call.arguments[0] as Node | undefined)
    return sql === undefined ? 'other' : statementKind(sql)
  }

  #opensTransaction(touch: Touch): boolean {
    return (
      this.#statement(touch) === 'transaction' ||
      /^(begin|commit|rollback)(Transaction)?$|^(with)?transaction$/i.test(touch.method)
    )
  }

  #traits(touches: readonly Touch[]): string[] {
    const traits = new Set<string>()
    for (const touch of touches) {
      if (touch.inLoop) traits.add('query-in-loop')
      if (touch.inTry) traits.add('try-catch')
      if (!touch.awaited && !isReturned(touch.call)) traits.add('un-awaited')
      const sql = touch.call.arguments[0] && unwrap(touch.call.arguments[0] as Node)
      if (sql?.type === 'TemplateLiteral' && sql.expressions.length > 0) traits.add('interpolated-sql')
      if (sql?.type === 'BinaryExpression') traits.add('interpolated-sql')
      if (this.#statement(touch) === 'definition') traits.add('ddl')
    }
    if (touches.length > 1) traits.add('several-queries')
    return [...traits].sort()
  }

  #usage(node: Node, accessor: string, shape: Shape, traits: readonly string[]): Usage {
    const within = placeName(node)
    const base = `${this.#file.path}\n${within}\n${accessor}`
    const ordinal = this.#ordinals.get(base) ?? 0
    this.#ordinals.set(base, ordinal + 1)
    const phase: PhaseNumber = shape === 'manual-transaction' ? 2 : shape === 'mocked-in-test' ? 5 : 1
    const usage: Usage = {
      id: createHash('sha256').update(`${base}\n${ordinal}`).digest('hex').slice(0, 10),
      ...this.#file.place(node),
      accessor,
      shape,
      traits,
      phase,
      inTest: this.#inTest,
      within,
    }
    this.#collected.usages.push(usage)
    return usage
  }

  /** `(await import('x')).getClient()` */
  #inlineDynamicImport(node: Node): void {
    if (node.type !== 'ImportExpression') return
    const target = this.#project.graph.resolve(this.#file.path, stringValue(node.source) ?? '')
    const exported = target && this.#carriers.exportsOf(target)
    if (!exported) return
    const outer = outermost(node)
    const value = outer.parent?.type === 'AwaitExpression' ? outermost(outer.parent) : outer
    const parent = value.parent
    if (parent?.type === 'VariableDeclarator') return
    const carried = parent?.type === 'MemberExpression' ? exported.get(memberName(parent) ?? '') : undefined
    if (parent && carried?.kind === 'accessor') this.#accessor(parent, parent, carried.accessor, node)
    else {
      const first = [...exported.values()].find((entry) => entry.kind === 'accessor')
      if (first?.kind === 'accessor') this.#usage(node, first.accessor.id, 'dynamic-import', [])
    }
  }

  #mock(call: Node): void {
    if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return
    const method = memberName(call.callee) ?? ''
    const object = call.callee.object.type === 'Identifier' ? call.callee.object.name : ''
    if (!/^(vi|vitest|jest)$/.test(object) || !/^(do|unstable_)?[mM]ock(Module)?$/.test(method)) return
    const first = call.arguments[0] && unwrap(call.arguments[0] as Node)
    const specifier =
      first?.type === 'ImportExpression' ? stringValue(first.source) : stringValue(first as Node | undefined)
    const module = specifier && this.#project.graph.resolve(this.#file.path, specifier)
    const exported = module ? this.#carriers.exportsOf(module) : undefined
    const carried = exported && [...exported.values()].find((entry) => entry.kind === 'accessor')
    if (!module || !specifier || carried?.kind !== 'accessor') return
    const usage = this.#usage(call, carried.accessor.id, 'mocked-in-test', [])
    this.#collected.mocks.push({ usage: usage.id, file: this.#file.path, specifier, module })
  }

  #isMockArgument(node: Node): boolean {
    const call = outermost(node).parent
    return (
      call?.type === 'CallExpression' && /^(vi|jest)\.(mocked|spyOn)$/.test(this.#file.textOf(call.callee))
    )
  }
}

export function parameterId(file: string, parameter: Node): string {
  return `${file}:parameter:${parameter.start}`
}

/** True for `Client`, `Client | null`, `Client | undefined`: a position that holds the client itself. */
function isPlainClientType(annotation: Node): boolean {
  if (annotation.type !== 'TSTypeAnnotation') return false
  const type = annotation.typeAnnotation
  const members = type.type === 'TSUnionType' ? type.types : [type]
  return members.every((member) => /^TS(TypeReference|NullKeyword|UndefinedKeyword)$/.test(member.type))
}

function isTypePosition(node: Node): boolean {
  return /^TS(TypeQuery|TypeReference|QualifiedName|ImportType)$/.test(node.parent?.type ?? '')
}

function isReturned(call: Node): boolean {
  const outer = outermost(call)
  return (
    outer.parent?.type === 'ReturnStatement' ||
    (outer.parent?.type === 'ArrowFunctionExpression' && outer.parent.body === outer)
  )
}
