import { classOf, dynamicSpecifier, functionOf, requiredSpecifier } from './exports.js'
import { importedBinding } from './imported-binding.js'
import {
  type AnyFunction,
  enclosingClass,
  isClass,
  isFunction,
  keyName,
  memberName,
  type Node,
  unwrap,
} from './nodes.js'
import type { Project } from './project.js'
import type { SourceFile } from './source-file.js'
import { methodOf, methodOfObject, methodOfThis, ownMember } from './this-owner.js'

interface Callee {
  readonly file: string
  readonly callee: AnyFunction
}

interface Declared {
  readonly file: SourceFile
  readonly node: Node
}

/** The function or constructor a call runs, where the syntax tells. */
export function calleeFunction(project: Project, file: SourceFile, call: Node): Callee | undefined {
  if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return undefined
  const callee = unwrap(call.callee)
  if (callee.type === 'Super') return inheritedConstructor(project, file, enclosingClass(callee))
  if (callee.type === 'MemberExpression' && unwrap(callee.object).type === 'ThisExpression') {
    const own = ownMember(file, callee)
    const method = own && methodOfThis(file, own.owner, own.name)
    return method && { file: file.path, callee: method }
  }
  const declared = declarationReached(project, file, callee)
  if (!declared) return undefined
  const made = call.type === 'NewExpression' ? classOf(declared.node) : undefined
  if (made) return constructorOf(project, declared.file, made)
  const found = functionOf(declared.node)
  return found && isFunction(found) ? { file: declared.file.path, callee: found } : undefined
}

/** The class that another one extends. */
export function baseClass(
  project: Project,
  file: SourceFile,
  { superClass }: { superClass: unknown },
): Declared | undefined {
  const declared = superClass ? declarationReached(project, file, superClass as Node) : undefined
  const node = declared && classOf(declared.node)
  return node && { file: declared.file, node }
}

/**
 * What declares an expression: a name, an export of a module that is imported as a whole, `require('./x')` itself, a
 * method of an object literal, of a class or of what is made of one.
 */
export function declarationReached(
  project: Project,
  file: SourceFile,
  expression: Node,
  depth = 0,
): Declared | undefined {
  const node = unwrap(expression)
  if (depth > 4) return undefined
  if (node.type === 'Identifier') {
    const binding = file.scopes.resolve(node)
    if (!binding) return undefined
    const imported = importedBinding(project, file, binding)
    if (!imported) return { file, node: binding.declaration }
    return imported.target === undefined ? undefined : exportOf(project, imported.target, imported.imported)
  }
  const required = requiredModule(project, file, node)
  if (required !== undefined) return exportOf(project, required, 'default')
  const name = node.type === 'MemberExpression' ? memberName(node) : undefined
  if (node.type !== 'MemberExpression' || name === undefined) return undefined
  const module = moduleNamed(project, file, unwrap(node.object))
  const exported = module === undefined ? undefined : exportOf(project, module, name)
  return exported ?? memberReached(project, file, unwrap(node.object), name, depth + 1)
}

/** `store.save` of an object literal, `Repo.save` of a class, `repo.save` of what is made of one. */
function memberReached(
  project: Project,
  file: SourceFile,
  object: Node,
  name: string,
  depth: number,
): Declared | undefined {
  const declared = declarationReached(project, file, object, depth)
  if (!declared) return undefined
  const owner = classOf(declared.node)
  const ofClass = owner && methodOf(owner, name, true)
  if (ofClass) return { file: declared.file, node: ofClass as Node }
  const held = declared.node.type === 'VariableDeclarator' ? declared.node.init : declared.node
  const value = held && unwrap(held as Node)
  if (value?.type === 'ObjectExpression') return propertyOf(project, declared.file, value, name, depth)
  if (value?.type !== 'NewExpression') return undefined
  let made = declarationReached(project, declared.file, value.callee as Node, depth + 1)
  for (let above = 0; made && above < 8; above += 1) {
    const node = classOf(made.node)
    const method = node && methodOf(node, name, false)
    if (method) return { file: made.file, node: method as Node }
    made = isClass(node) ? baseClass(project, made.file, node) : undefined
  }
  return undefined
}

function propertyOf(
  project: Project,
  file: SourceFile,
  literal: Node,
  name: string,
  depth: number,
): Declared | undefined {
  const method = methodOfObject(literal, name)
  if (method) return { file, node: method as Node }
  const property =
    literal.type === 'ObjectExpression'
      ? literal.properties.find((each) => each.type === 'Property' && keyName(each.key) === name)
      : undefined
  return property?.type === 'Property' && unwrap(property.value).type === 'Identifier'
    ? declarationReached(project, file, property.value, depth + 1)
    : undefined
}

/** The module that an expression stands for as a whole. */
function moduleNamed(project: Project, file: SourceFile, node: Node): string | undefined {
  if (/^(module\.)?exports$/.test(file.textOf(node))) return file.path
  const binding = node.type === 'Identifier' ? file.scopes.resolve(node) : undefined
  const imported = binding && importedBinding(project, file, binding)
  if (imported?.target === undefined) return binding ? undefined : requiredModule(project, file, node)
  // `queries.load(connection)` of a module that is imported as a whole.
  const isWhole =
    imported.imported === '*' ||
    (imported.imported === 'default' && !project.exports(imported.target)?.named.has('default'))
  return isWhole || project.exports(imported.target)?.assigned ? imported.target : undefined
}

function requiredModule(project: Project, file: SourceFile, node: Node): string | undefined {
  const specifier = requiredSpecifier(node) ?? dynamicSpecifier(node)
  return specifier === undefined ? undefined : project.graph.resolve(file.path, specifier)
}

function exportOf(project: Project, module: string, name: string): Declared | undefined {
  const declared = project.declarationOf(module, name)
  const source = declared?.export.kind === 'local' ? project.source(declared.file) : undefined
  return source && declared?.export.kind === 'local'
    ? { file: source, node: declared.export.node }
    : undefined
}

/** What `new` runs: a class without a constructor has that of the class which it extends. */
function constructorOf(
  project: Project,
  file: SourceFile,
  node: Node | undefined,
  below: readonly Node[] = [],
): Callee | undefined {
  const own = node && methodOf(node, 'constructor')
  if (own) return { file: file.path, callee: own }
  return node && !below.includes(node)
    ? inheritedConstructor(project, file, node, [...below, node])
    : undefined
}

function inheritedConstructor(
  project: Project,
  file: SourceFile,
  owner: Node | undefined,
  below: readonly Node[] = [],
): Callee | undefined {
  const above = isClass(owner) ? baseClass(project, file, owner) : undefined
  return above && constructorOf(project, above.file, above.node, below)
}
