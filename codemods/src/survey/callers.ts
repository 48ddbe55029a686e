import type { CallExpression, NewExpression } from 'oxc-parser'
import { calleeFunction, declarationReached } from './callee-function.js'
import { classOf, dynamicSpecifier, functionOf, requiredSpecifier } from './exports.js'
import {
  type AnyFunction,
  enclosingClass,
  functionName,
  isFunction,
  memberName,
  type Node,
  outermost,
  rootOf,
  unwrap,
  walk,
} from './nodes.js'
import type { Project } from './project.js'
import { isTestFile } from './project-files.js'
import { isTarget } from './scopes.js'
import type { SourceFile } from './source-file.js'

export interface Caller {
  readonly file: SourceFile
  readonly call: CallExpression | NewExpression
}

/**
 * Every call of a function, or of the constructor of a class, as the syntax tells, also where modules are loaded with
 * `require`. Undefined where some place may call it that does not show: it is passed on, or something is called by its
 * name of which nothing tells what it is.
 */
export function callersOf(project: Project, home: SourceFile, fn: AnyFunction): Caller[] | undefined {
  const made = constructed(fn)
  const name = made ? undefined : nameOf(fn)
  const target = made ?? (fn as Node)
  const isMeant = (file: SourceFile, expression: Node): boolean => {
    const declared = declarationReached(project, file, expression)
    if (declared?.file.path !== home.path) return false
    return (classOf(declared.node) ?? functionOf(declared.node) ?? declared.node) === target
  }
  const found: Caller[] = []
  for (const path of project.graph.reverseClosure([home.path])) {
    if (isTestFile(path)) continue
    const file = project.source(path)
    if (!file) return undefined
    let isHidden = false
    const hide = () => {
      isHidden = true
    }
    walk(file.program, (node) => {
      if (isHidden) return false
      if (node.type === 'ImportExpression' && !isBound(node) && isModule(project, file, node, home.path))
        hide()
      if (node.type === 'CallExpression' || node.type === 'NewExpression') {
        const callee = calleeFunction(project, file, node)
        if (callee?.callee === fn) found.push({ file, call: node })
        else if (node.type === 'CallExpression' && !callee && isUnclear(project, file, node, name)) hide()
        if (isModule(project, file, node, home.path) && !isLoading(node) && isMeant(file, node)) hide()
      }
      if (node.type === 'ThisExpression' && made && isMadeFromWithin(node, made)) hide()
      if ((node.type === 'Identifier' || node.type === 'MemberExpression') && isPassedOn(file, node))
        if (isMeant(file, node)) hide()
      return !isHidden
    })
    if (isHidden) return undefined
  }
  return found.length > 0 ? found : undefined
}

/** The class whose constructor a function is. */
function constructed(fn: AnyFunction): Node | undefined {
  const { parent } = fn
  return parent?.type === 'MethodDefinition' && parent.kind === 'constructor'
    ? enclosingClass(parent)
    : undefined
}

/** The name by which members call it: that of a method, or of what a module exports. */
function nameOf(fn: AnyFunction): string | undefined {
  const outer = outermost(fn as Node).parent
  const left = outer?.type === 'AssignmentExpression' ? unwrap(outer.left as Node) : undefined
  return (left && memberName(left)) ?? functionName(fn)
}

/** `x.save(…)` of something that no name explains. */
function isUnclear(
  project: Project,
  file: SourceFile,
  call: CallExpression,
  name: string | undefined,
): boolean {
  const callee = unwrap(call.callee)
  if (name === undefined || callee.type !== 'MemberExpression' || memberName(callee) !== name) return false
  return declarationReached(project, file, callee) === undefined
}

/** True where a name or a member stands for a value that is neither called, exported nor looked at. */
function isPassedOn(file: SourceFile, node: Node): boolean {
  const outer = outermost(node)
  const { parent } = outer
  if (!parent || isTarget(node) || /^(Import|Export|TS)/.test(parent.type)) return false
  switch (parent.type) {
    case 'CallExpression':
    case 'NewExpression':
      return (parent.callee as Node) !== outer
    case 'MemberExpression':
      if (parent.object !== outer) return false
      return /^(call|apply|bind)$/.test(memberName(parent) ?? '') || memberName(parent) === undefined
    case 'ClassDeclaration':
    case 'ClassExpression':
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'LabeledStatement':
      return false
    case 'BinaryExpression':
      return parent.operator !== 'instanceof'
    case 'UnaryExpression':
      return parent.operator !== 'typeof'
    case 'VariableDeclarator':
      return parent.init === outer
    case 'AssignmentExpression':
      return !isExports(file, parent.left as Node)
    case 'Property':
      return !isOfExports(file, parent) && !(parent.key === outer && parent.value !== outer)
    default:
      return true
  }
}

/** `module.exports = { save }`, and the pattern in `const { save } = require('./orders')`. */
function isOfExports(file: SourceFile, property: Node): boolean {
  const around = property.parent
  if (around?.type === 'ObjectPattern') return true
  const holder = around && outermost(around).parent
  return holder?.type === 'AssignmentExpression' && isExports(file, holder.left as Node)
}

function isExports(file: SourceFile, left: Node): boolean {
  return /^(module\.)?exports\b/.test(file.textOf(left))
}

function isModule(project: Project, file: SourceFile, node: Node, path: string): boolean {
  const specifier = requiredSpecifier(node) ?? dynamicSpecifier(node)
  return specifier !== undefined && project.graph.resolve(file.path, specifier) === path
}

/** `const { a } = await import('./x')` */
function isBound(node: Node): boolean {
  const { parent } = outermost(node)
  return parent?.type === 'AwaitExpression' && outermost(parent).parent?.type === 'VariableDeclarator'
}

/** `require('./x')` as it is bound, called, asked for a member, or exported again. */
function isLoading(node: Node): boolean {
  const outer = outermost(node)
  const { parent } = outer
  if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression')
    return (parent.callee as Node) === outer
  if (parent?.type === 'AssignmentExpression')
    return /^(Identifier|MemberExpression)$/.test(rootOf(parent.left as Node).type)
  return /^(VariableDeclarator|MemberExpression|ExpressionStatement)$/.test(parent?.type ?? '')
}

/** `new this(…)`, `new this.constructor(…)`: which class that makes, its name does not tell. */
function isMadeFromWithin(node: Node, owner: Node): boolean {
  if (node.start < owner.start || node.end > owner.end) return false
  let callee = outermost(node)
  if (callee.parent?.type === 'MemberExpression' && memberName(callee.parent) === 'constructor')
    callee = outermost(callee.parent)
  return callee.parent?.type === 'NewExpression' && callee.parent.callee === callee
}

/** The parameter of a function that an argument of a call fills. */
export function argumentFor({ call }: Caller, fn: AnyFunction, parameter: Node): Node | undefined {
  const index = (fn.params as Node[]).indexOf(parameter)
  const given = call.arguments as Node[]
  if (index < 0 || given.slice(0, index + 1).some(({ type }) => type === 'SpreadElement')) return undefined
  return given[index]
}

export function functionOfParameter(parameter: Node): AnyFunction | undefined {
  for (let node = parameter.parent; node; node = node.parent) if (isFunction(node)) return node
  return undefined
}
