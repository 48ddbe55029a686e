import { importedBinding } from '../../../survey/imported-binding.js'
import { type AnyFunction, isClass, keyName, type Node, unwrap, walk } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import type { SourceFile } from '../../../survey/source-file.js'

/** Where a constructor takes the error behind: as `{ cause }` at an index, or as an argument of its own. */
export interface CauseSlot {
  readonly index: number
  readonly form: 'options' | 'argument'
}

const builtin = /^(Error|(Type|Range|Syntax|Reference|Eval|URI)Error)$/
const deepest = 5

export interface ErrorClass {
  readonly name: string
  /** Absent where the constructor has no place for a cause. */
  readonly slot: CauseSlot | undefined
}

/** What `new X(…)` makes, where that is an error. */
export function errorClass(project: Project, file: SourceFile, callee: Node): ErrorClass | undefined {
  const bare = unwrap(callee)
  if (bare.type !== 'Identifier') return undefined
  if (!file.scopes.resolve(bare)) {
    if (builtin.test(bare.name)) return { name: bare.name, slot: { index: 1, form: 'options' } }
    return bare.name === 'AggregateError'
      ? { name: bare.name, slot: { index: 2, form: 'options' } }
      : undefined
  }
  const declared = declaredClass(project, file, bare)
  if (!declared)
    return /(Error|Exception)$/.test(bare.name) ? { name: bare.name, slot: undefined } : undefined
  const lineage = errorLineage(project, declared.file, declared.node, deepest)
  if (!lineage && !/(Error|Exception)$/.test(bare.name)) return undefined
  return { name: bare.name, slot: lineage?.slot }
}

function declaredClass(
  project: Project,
  file: SourceFile,
  identifier: Node,
): { readonly file: SourceFile; readonly node: Node } | undefined {
  const binding = file.scopes.resolve(identifier)
  if (!binding) return undefined
  if (isClass(binding.declaration)) return { file, node: binding.declaration }
  const imported = importedBinding(project, file, binding)
  if (!imported?.target) return undefined
  const found = project.declarationOf(imported.target, imported.imported)
  const source = found && project.source(found.file)
  return source && found.export.kind === 'local' && isClass(found.export.node)
    ? { file: source, node: found.export.node }
    : undefined
}

/** The slot of a class that descends from Error; undefined for a class that does not. */
function errorLineage(
  project: Project,
  file: SourceFile,
  node: Node,
  depth: number,
): { readonly slot: CauseSlot | undefined } | undefined {
  if (!isClass(node) || !node.superClass || depth === 0) return undefined
  const above = unwrap(node.superClass as Node)
  const parent = above.type === 'Identifier' ? parentOf(project, file, above, depth) : undefined
  if (!parent) return undefined
  const maker = node.body.body.find(
    (member) => member.type === 'MethodDefinition' && member.kind === 'constructor',
  )
  if (maker?.type !== 'MethodDefinition') return parent
  return { slot: slotOf(maker.value as AnyFunction, parent.slot) }
}

function parentOf(project: Project, file: SourceFile, above: Node, depth: number) {
  if (above.type !== 'Identifier') return undefined
  if (!file.scopes.resolve(above)) {
    if (builtin.test(above.name)) return { slot: { index: 1, form: 'options' } as const }
    return undefined
  }
  const declared = declaredClass(project, file, above)
  if (declared) return errorLineage(project, declared.file, declared.node, depth - 1)
  return /(Error|Exception)$/.test(above.name) ? { slot: undefined } : undefined
}

/** How a constructor hands a cause on: to `super`, or into a field of that name. */
function slotOf(maker: AnyFunction, parent: CauseSlot | undefined): CauseSlot | undefined {
  const parameters = (maker.params as Node[]).map(parameterName)
  const rest = (maker.params as Node[]).at(-1)
  const causeField = parameters.findIndex(
    ({ name, isField }, index) => name === 'cause' && (isField || assigns(maker, parameters[index]!.name!)),
  )
  if (causeField >= 0) return { index: causeField, form: 'argument' }
  if (!parent) return undefined
  const superCall = superCallOf(maker)
  if (superCall?.type !== 'CallExpression') return undefined
  const given = superCall.arguments as Node[]
  const [only] = given
  if (only?.type === 'SpreadElement' && rest?.type === 'RestElement' && given.length === 1)
    return maker.params.length === 1 ? parent : undefined
  const passed = given[parent.index]
  const indexOf = (name: string) => parameters.findIndex((parameter) => parameter.name === name)
  for (const value of passed ? alternatives(passed) : []) {
    const slot =
      value.type === 'Identifier'
        ? { index: indexOf(value.name), form: parent.form }
        : value.type === 'ObjectExpression' && parent.form === 'options'
          ? slotInOptions(value.properties as Node[], parameters, indexOf)
          : undefined
    if (slot && slot.index >= 0) return slot
  }
  return undefined
}

/** `a`, or both sides of `x ? a : b`. */
function alternatives(value: Node): Node[] {
  const bare = unwrap(value)
  return bare.type === 'ConditionalExpression'
    ? [...alternatives(bare.consequent), ...alternatives(bare.alternate)]
    : [bare]
}

/** `{ cause }`, `{ cause: options.cause }`, `{ ...options }` */
function slotInOptions(
  properties: readonly Node[],
  parameters: readonly ReturnType<typeof parameterName>[],
  indexOf: (name: string) => number,
): CauseSlot | undefined {
  for (const property of properties) {
    if (property.type === 'SpreadElement') {
      const spread = unwrap(property.argument)
      if (spread.type === 'Identifier') return { index: indexOf(spread.name), form: 'options' }
    } else if (property.type === 'Property' && keyName(property.key) === 'cause') {
      const value = unwrap(property.value)
      if (value.type === 'Identifier') {
        const index = indexOf(value.name)
        if (index >= 0) return { index, form: 'argument' }
        return {
          index: parameters.findIndex(({ names }) => value.name === 'cause' && names.includes('cause')),
          form: 'options',
        }
      }
      if (value.type === 'MemberExpression' && keyName(value.property) === 'cause') {
        const object = unwrap(value.object)
        if (object.type === 'Identifier') return { index: indexOf(object.name), form: 'options' }
      }
    }
  }
  return undefined
}

function parameterName(parameter: Node): {
  readonly name: string | undefined
  readonly isField: boolean
  /** Names that a destructured parameter takes out under the name of the property. */
  readonly names: readonly string[]
} {
  if (parameter.type === 'TSParameterProperty')
    return { ...parameterName(parameter.parameter as Node), isField: true }
  const bare = parameter.type === 'AssignmentPattern' ? parameter.left : parameter
  if (bare.type === 'ObjectPattern') {
    const names = bare.properties.flatMap((property) =>
      property.type === 'Property' && property.shorthand ? [keyName(property.key) ?? ''] : [],
    )
    return { name: undefined, isField: false, names }
  }
  return { name: bare.type === 'Identifier' ? bare.name : undefined, isField: false, names: [] }
}

function superCallOf(maker: AnyFunction): Node | undefined {
  let found: Node | undefined
  walk(maker.body as Node, (node) => {
    if (node.type === 'CallExpression' && node.callee.type === 'Super') found ??= node
    return true
  })
  return found
}

/** `this.cause = cause` */
function assigns(maker: AnyFunction, name: string): boolean {
  let assigned = false
  walk(maker.body as Node, (node) => {
    if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return true
    const right = unwrap(node.right)
    assigned ||=
      node.left.object.type === 'ThisExpression' &&
      keyName(node.left.property) === 'cause' &&
      right.type === 'Identifier' &&
      right.name === name
    return true
  })
  return assigned
}
