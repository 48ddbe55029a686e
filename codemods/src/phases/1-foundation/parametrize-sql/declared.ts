import type { MemberExpression } from 'oxc-parser'
import type { Planning } from '../../../plan/planning.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import {
  type AnyFunction,
  enclosingClass,
  isClass,
  isFunction,
  keyName,
  memberName,
  type Node,
  outermost,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import { type Binding, isTarget } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'

/** What `this.name`, `Class.name` or `module.name` stands for. */
export function memberDeclared(
  planning: Planning,
  file: SourceFile,
  member: MemberExpression,
): Pick<Declared, 'file' | 'node'> | undefined {
  const object = unwrap(member.object)
  const name = memberName(member)
  if (name === undefined) return undefined
  const whole = moduleNamed(planning, file, object)
  if (whole) return exportOf(planning, whole, name)
  const isOwn = object.type === 'ThisExpression'
  const holder = isOwn ? holderOfThis(object) : undefined
  const own = holder && enclosingClass(holder)
  const declared = own ? { file, node: own as Node } : declarationOf(planning, file, object)
  if (!declared || !isClass(declared.node)) return undefined
  const isStatic = !isOwn || (holder !== undefined && 'static' in holder && holder.static)
  const node = declared.node.body.body.find(
    (each) =>
      'key' in each &&
      each.static === isStatic &&
      !(each.computed && each.key.type === 'Identifier') &&
      keyName(each.key) === name,
  )
  return node && { file: declared.file, node }
}

/** The member of a class whose `this` an expression names; undefined where a function of its own has another. */
function holderOfThis(expression: Node): Node | undefined {
  for (let node = expression.parent; node; node = node.parent) {
    if (node.type === 'MethodDefinition' || node.type === 'PropertyDefinition') return node
    if (
      isFunction(node) &&
      node.type !== 'ArrowFunctionExpression' &&
      node.parent?.type !== 'MethodDefinition'
    )
      return undefined
    if (isClass(node)) return undefined
  }
  return undefined
}

export interface Declared {
  readonly file: SourceFile
  readonly node: Node
  /** Absent where the name comes from another file. */
  readonly binding?: Binding
}

/** What an identifier names, here or where it is imported from. */
export function declarationOf(planning: Planning, file: SourceFile, name: Node): Declared | undefined {
  const binding = file.scopes.resolve(name)
  if (!binding) return undefined
  const { project } = planning.survey
  const imported = importedBinding(project, file, binding)
  if (!imported) return { file, node: binding.declaration, binding }
  return imported.target ? exportOf(planning, imported.target, imported.imported) : undefined
}

function exportOf(planning: Planning, module: string, name: string): Declared | undefined {
  const { project } = planning.survey
  const declared = project.declarationOf(module, name)
  const source = declared && project.source(declared.file)
  if (!source || declared.export.kind !== 'local' || isExportedAgain(source, declared.export.name))
    return undefined
  return { file: source, node: declared.export.node }
}

/** True where a CommonJS module may give what it exports under a name another value on its way. */
function isExportedAgain(file: SourceFile, name: string): boolean {
  if (!file.text.includes('exports')) return false
  const isExports = (node: Node | undefined) => node && /^(module\.)?exports$/.test(file.textOf(unwrap(node)))
  let found = false
  walk(file.program as Node, (node) => {
    if (node.type === 'MemberExpression' && isExports(node.object) && (memberName(node) ?? name) === name)
      found ||= isTarget(node) && outermost(node).parent?.parent?.parent !== (file.program as Node)
    if (
      node.type === 'CallExpression' &&
      /^(Object|Reflect)\.(assign|set|define)/.test(file.textOf(node.callee))
    )
      found ||= isExports(node.arguments[0] as Node | undefined) === true
    return !found
  })
  return found
}

/** The project's file that a name stands for as a whole: `import * as name`. */
function moduleNamed(planning: Planning, file: SourceFile, name: Node): string | undefined {
  const binding = file.scopes.resolve(name)
  const imported = binding && importedBinding(planning.survey.project, file, binding)
  if (imported?.imported !== '*') return undefined
  const isChanged = binding?.references.some(
    ({ parent }) => parent?.type === 'MemberExpression' && isTarget(parent),
  )
  return isChanged ? undefined : imported.target
}

/** The function that a declaration is, or holds. */
export function functionIn(node: Node): AnyFunction | undefined {
  const held =
    node.type === 'VariableDeclarator'
      ? node.init
      : node.type === 'MethodDefinition' || node.type === 'PropertyDefinition'
        ? node.value
        : node
  const bare = held && unwrap(held as Node)
  return isFunction(bare) ? bare : undefined
}
