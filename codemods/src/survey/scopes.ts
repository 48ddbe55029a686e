import type { AssignmentExpression, Program } from 'oxc-parser'
import { isFunction, isWithin, type Node, outermost, unwrap, walk } from './nodes.js'

/** A name declared in a scope, and every identifier that resolves to it. */
export interface Binding {
  readonly name: string
  /** The declaring identifier, or the import specifier's local identifier. */
  readonly identifier: Node
  /** The node that declares it: a declarator, function, class, parameter's function, import specifier, type, enum. */
  readonly declaration: Node
  readonly kind: 'import' | 'variable' | 'function' | 'class' | 'parameter' | 'type' | 'catch'
  readonly scope: Node
  readonly references: Node[]
}

/** What is assigned to a name after its declaration. */
export function assignedTo(binding: Binding): Node[] {
  return binding.references.flatMap((reference) =>
    isAssigned(reference) ? [(reference.parent as AssignmentExpression).right] : [],
  )
}

/** True for what stands on the left of an assignment. */
export function isAssigned(node: Node): boolean {
  return node.parent?.type === 'AssignmentExpression' && node.parent.left === node
}

/** True for what is given another value, however that is written: `a.b = …`, `[a.b] = …`, `for (a.b of …)`, `delete a.b`. */
export function isTarget(node: Node): boolean {
  const whole = outermost(node)
  const { parent } = whole
  switch (parent?.type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'ForOfStatement':
    case 'ForInStatement':
      return parent.left === whole
    case 'Property':
      return parent.value === whole && parent.parent?.type === 'ObjectPattern'
    case 'UnaryExpression':
      return parent.operator === 'delete'
    case 'UpdateExpression':
    case 'ArrayPattern':
    case 'RestElement':
      return true
    default:
      return false
  }
}

/** What `declare` knows: most nodes are of no such type. */
const declaring: ReadonlySet<string> = new Set<Node['type']>([
  'ImportExpression',
  'TSImportType',
  'AssignmentExpression',
  'ImportDeclaration',
  'TSImportEqualsDeclaration',
  'VariableDeclaration',
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassDeclaration',
  'ClassExpression',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'TSEnumDeclaration',
  'TSTypeParameter',
  'CatchClause',
])

/** Which identifier means what, from the syntax alone. */
export class Scopes {
  readonly #bindings = new Map<Node, Map<string, Binding>>()
  readonly #resolved = new Map<Node, Binding>()
  readonly #program: Program
  /** Identifiers that nothing in the file declares, `import()` and `import('…')` types. */
  readonly unbound: Node[] = []
  /** True when something is assigned to a member of anything but `this`. */
  assignsMembers = false
  /** Where something is assigned to a member, in source order. */
  readonly memberAssignments: AssignmentExpression[] = []

  constructor(program: Program) {
    this.#program = program
    const identifiers: Node[] = []
    walk(program, (node) => {
      if (node.type === 'Identifier' || node.type === 'JSXIdentifier') identifiers.push(node)
      else if (declaring.has(node.type)) this.#declare(node)
    })
    for (const identifier of identifiers) {
      if (!isReference(identifier)) continue
      const binding = this.lookup(identifier, (identifier as { name: string }).name)
      if (!binding) {
        this.unbound.push(identifier)
        continue
      }
      this.#resolved.set(identifier, binding)
      if (identifier !== binding.identifier) binding.references.push(identifier)
    }
  }

  /** What an identifier refers to; undefined for globals. */
  resolve(identifier: Node): Binding | undefined {
    return this.#resolved.get(identifier)
  }

  /** The binding that `name` has at a place. */
  lookup(at: Node, name: string): Binding | undefined {
    for (let node: Node | undefined | null = at; node; node = node.parent) {
      const binding = this.#bindings.get(node)?.get(name)
      if (binding) return binding
    }
    return undefined
  }

  *bindings(): Iterable<Binding> {
    for (const names of this.#bindings.values()) yield* names.values()
  }

  topLevelBindings(): Iterable<Binding> {
    return this.#bindings.get(this.#program)?.values() ?? []
  }

  topLevel(name: string): Binding | undefined {
    return this.#bindings.get(this.#program)?.get(name)
  }

  /** True when any scope of the file declares the name. */
  declares(name: string): boolean {
    for (const names of this.#bindings.values()) if (names.has(name)) return true
    return false
  }

  #declare(node: Node): void {
    switch (node.type) {
      case 'ImportExpression':
      case 'TSImportType':
        this.unbound.push(node)
        break
      case 'AssignmentExpression': {
        const left = unwrap(node.left as Node)
        if (left.type !== 'MemberExpression') break
        this.memberAssignments.push(node)
        if (unwrap(left.object).type !== 'ThisExpression') this.assignsMembers = true
        break
      }
      case 'ImportDeclaration':
        for (const specifier of node.specifiers) {
          this.#add(this.#program, 'import', specifier.local, specifier)
        }
        break
      case 'TSImportEqualsDeclaration':
        this.#add(this.#program, 'import', node.id, node)
        break
      case 'VariableDeclaration': {
        const scope = node.kind === 'var' ? functionScope(node) : blockScope(node)
        for (const declarator of node.declarations) {
          for (const name of bindingNames(declarator.id)) this.#add(scope, 'variable', name, declarator)
        }
        break
      }
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        if (node.id) {
          const scope = node.type === 'FunctionDeclaration' ? blockScope(node) : node
          this.#add(scope, 'function', node.id, node)
        }
        for (const parameter of node.params) {
          for (const name of bindingNames(parameter)) this.#add(node, 'parameter', name, parameter)
        }
        break
      case 'ClassDeclaration':
      case 'ClassExpression':
        if (node.id) {
          this.#add(node.type === 'ClassDeclaration' ? blockScope(node) : node, 'class', node.id, node)
        }
        break
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
        this.#add(blockScope(node), 'type', node.id, node)
        break
      case 'TSEnumDeclaration':
        this.#add(blockScope(node), 'type', node.id, node)
        for (const member of node.body.members)
          if (member.id.type === 'Identifier') this.#add(node.body, 'type', member.id, member)
        break
      case 'TSTypeParameter':
        if (node.parent?.parent) this.#add(node.parent.parent, 'type', node.name as Node, node)
        break
      case 'CatchClause':
        if (node.param) for (const name of bindingNames(node.param)) this.#add(node, 'catch', name, node)
        break
    }
  }

  #add(scope: Node, kind: Binding['kind'], identifier: Node, declaration: Node): void {
    const name = (identifier as { name: string }).name
    const names = this.#bindings.get(scope) ?? new Map<string, Binding>()
    this.#bindings.set(scope, names)
    if (!names.has(name)) names.set(name, { name, identifier, declaration, kind, scope, references: [] })
  }
}

function functionScope(node: Node): Node {
  let current = node.parent
  while (current?.parent && !isFunction(current)) current = current.parent
  return current!
}

const blocks = new Set([
  'Program',
  'BlockStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
  'StaticBlock',
  'TSModuleBlock',
])

function blockScope(node: Node): Node {
  let current = node.parent
  while (current?.parent && !blocks.has(current.type) && !isFunction(current)) current = current.parent
  return current!
}

/** The first `var` among statements that is named outside of them as well: it is the function's, wherever it stands. */
export function varSeenOutside(
  scopes: Scopes,
  statements: readonly Node[],
  isKnown: (reference: Node, declaration: Node) => boolean = () => false,
): string | undefined {
  const isInside = (node: Node) => statements.some((statement) => isWithin(node, statement))
  let seen: string | undefined
  for (const statement of statements)
    walk(statement, (node) => {
      if (isFunction(node)) return false
      if (node.type !== 'VariableDeclaration' || node.kind !== 'var') return seen === undefined
      for (const name of node.declarations.flatMap(({ id }) => bindingNames(id as Node))) {
        const binding = scopes.lookup(name, (name as { name: string }).name)
        const named = binding ? [binding.identifier, ...binding.references] : []
        if (named.some((each) => !isInside(each) && !isKnown(each, node))) seen ??= binding!.name
      }
      return seen === undefined
    })
  return seen
}

/** The identifiers a pattern or parameter declares. */
export function bindingNames(pattern: Node): Node[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern]
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        bindingNames(property.type === 'RestElement' ? property.argument : property.value),
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? bindingNames(element) : []))
    case 'AssignmentPattern':
      return bindingNames(pattern.left)
    case 'RestElement':
      return bindingNames(pattern.argument)
    case 'TSParameterProperty':
      return bindingNames(pattern.parameter)
    default:
      return []
  }
}

/** False for identifiers that name a property, key, label or module's export rather than a binding. */
function isReference(identifier: Node): boolean {
  const parent = identifier.parent
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.computed || parent.object === identifier
    case 'Property':
      return parent.computed || parent.value === identifier
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'MethodDefinition':
      return parent.computed || (parent as { value?: unknown }).value === identifier
    case 'TSPropertySignature':
    case 'TSMethodSignature':
      return parent.computed
    case 'TSEnumMember':
      return parent.initializer === identifier
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
    case 'ImportAttribute':
    case 'TSNamedTupleMember':
    case 'JSXAttribute':
      return false
    case 'ImportSpecifier':
      return parent.local === identifier
    case 'ExportSpecifier':
      return parent.local === identifier && !(parent.parent as { source?: unknown })?.source
    case 'TSQualifiedName':
      return parent.left === identifier
    case 'ExportAllDeclaration':
      return false
    default:
      return true
  }
}
