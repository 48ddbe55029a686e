import type { Planning } from '../../../plan/planning.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import { keyName, memberName, type Node, outermost, unwrap, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { CleanupRefusal } from '../refusals.js'
import { constantText } from './constant-text.js'
import { booleanOf, constant, type FlagValue, type Worth } from './flag-worth.js'

export type Flags = ReadonlyMap<string, FlagValue>

/** An expression that asks for a flag, and what it gives. */
export interface Ask {
  readonly flag: string
  readonly file: SourceFile
  /** With the `await` around it. */
  readonly node: Node
  readonly worth: Worth
  /** It is a promise that a function hands on: who calls that waits. */
  readonly isPromise?: true
}

/** A place that names a flag in a way that cannot be decided. */
export interface Unclear {
  readonly flag: string
  readonly file: SourceFile
  readonly node: Node
  readonly id: CleanupRefusal
  readonly detail?: string
}

export interface AskedFlags {
  readonly asks: Ask[]
  readonly unclear: Unclear[]
  /** `rolloutDatabase({ legacy, candidate, flag })`. */
  readonly databases: { readonly flag: string; readonly file: SourceFile; readonly node: Node }[]
}

/** Methods and functions that are given a flag's name and answer with where it stands: the runtime's, OpenFeature's, and the usual ones. */
const askers =
  /^(is(On|Enabled|Active)|is(Feature|Flag)(On|Enabled|Active)|(feature|flag)(On|Enabled)|has(Feature|Flag)|enabled|variation|(bool|boolean|string)Variation|get(Boolean|String|Number)Value|getFeatureValue|getFlag|checkGate|getTreatment|state|use(Feature)?Flag)$/
/** They give a promise in every library that has them. */
const alwaysAsync = /^(isOn|get(Boolean|String|Number)Value)$/

/** Every place of a file that asks for one of the flags. */
export function askedIn(planning: Planning, file: SourceFile, flags: Flags): AskedFlags {
  const found: AskedFlags = { asks: [], unclear: [], databases: [] }
  walk(file.program, (node) => {
    if (node.type === 'MemberExpression') environment(planning, file, flags, node, found)
    else if (node.type === 'VariableDeclarator') destructured(file, flags, node, found)
    else if (node.type === 'CallExpression') called(planning, file, flags, node, found)
    return true
  })
  return found
}

function environment(
  planning: Planning,
  file: SourceFile,
  flags: Flags,
  node: Node,
  found: AskedFlags,
): void {
  if (node.type !== 'MemberExpression' || !isEnvironment(planning, file, unwrap(node.object))) return
  const flag =
    memberName(node) ?? (node.computed && constantText(planning.survey.project, file, node.property))
  const value = flag ? flags.get(flag) : undefined
  if (!flag || value === undefined) return
  const outer = outermost(node)
  const { parent } = outer
  const isSet =
    (parent?.type === 'AssignmentExpression' && parent.left === outer) ||
    (parent?.type === 'UnaryExpression' && parent.operator === 'delete')
  if (isSet) found.unclear.push({ flag, file, node, id: 'flag-set', detail: file.textOf(parent as Node) })
  else {
    const worth: Worth = typeof value === 'boolean' ? { kind: 'switch', on: value } : constant(String(value))
    found.asks.push({ flag, file, node, worth })
  }
}

/** `process.env`, or `env` of node:process. */
function isEnvironment(planning: Planning, file: SourceFile, node: Node): boolean {
  const text = file.textOf(node)
  if (text === 'process.env' || text === 'import.meta.env') return true
  const binding = node.type === 'Identifier' ? file.scopes.resolve(node) : undefined
  const imported = binding && importedBinding(planning.survey.project, file, binding)
  return imported?.imported === 'env' && /^(node:)?process$/.test(imported.specifier)
}

/** `const { FLAG } = process.env` */
function destructured(file: SourceFile, flags: Flags, node: Node, found: AskedFlags): void {
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'ObjectPattern' || !node.init) return
  if (file.textOf(node.init as Node) !== 'process.env') return
  for (const property of node.id.properties) {
    const flag = property.type === 'Property' ? keyName(property.key) : undefined
    if (flag !== undefined && flags.has(flag))
      found.unclear.push({ flag, file, node: property as Node, id: 'flag-stored' })
  }
}

function called(planning: Planning, file: SourceFile, flags: Flags, call: Node, found: AskedFlags): void {
  if (call.type !== 'CallExpression') return
  const callee = unwrap(call.callee)
  const name = callee.type === 'Identifier' ? callee.name : memberName(callee)
  if (name === undefined) return
  const { project } = planning.survey
  const [first, ...more] = call.arguments as Node[]
  if (!first) return
  if (name === 'rolloutDatabase') {
    const named = propertyOf(first, 'flag')
    for (const one of named?.type === 'ArrayExpression' ? (named.elements as Node[]) : named ? [named] : []) {
      const flag = constantText(project, file, one)
      if (flag !== undefined && flags.has(flag)) found.databases.push({ flag, file, node: call })
    }
    return
  }
  const flag = constantText(project, file, first)
  const value = flag === undefined ? undefined : flags.get(flag)
  if (flag === undefined || value === undefined) return
  const unclear = (id: CleanupRefusal, detail: string) =>
    found.unclear.push({ flag, file, node: call, id, detail })
  if (!askers.test(name)) {
    if (/flag|feature|rollout|toggle|variant/i.test(file.textOf(callee)))
      unclear('flag-dynamic', `${file.textOf(callee)} is not known to ask for a flag`)
    return
  }
  if (more.some((argument) => !isHarmless(argument))) {
    unclear('flag-side-effect', file.textOf(more.find((argument) => !isHarmless(argument))!))
    return
  }
  const outer = outermost(call)
  const isAwaited = outer.parent?.type === 'AwaitExpression'
  const node = isAwaited ? (outer.parent as Node) : call
  const type = planning.oracle.typeAt(file.path, node.start, node.end)
  const isPromise = !isAwaited && (type ? /^Promise(Like)?</.test(type.text) : alwaysAsync.test(name))
  const isReturned =
    outer.parent?.type === 'ReturnStatement' || outer.parent?.type === 'ArrowFunctionExpression'
  if (isPromise && !isReturned) {
    unclear('flag-dynamic', 'its promise is not awaited')
    return
  }
  const base = isPromise ? /<(boolean|string|number)>$/.exec(type?.text ?? '')?.[1] : type?.base
  const worth = worthOf(name, value, base)
  if (worth) found.asks.push({ flag, file, node, worth, ...(isPromise && { isPromise }) })
  else unclear('flag-value-unclear', `${name} gives ${type?.text ?? 'something else'}`)
}

function worthOf(name: string, value: FlagValue, base: string | undefined): Worth | undefined {
  const decided = booleanOf(value)
  if (name === 'state') return decided === undefined ? undefined : constant(decided ? 'on' : 'off')
  if (base === 'string') return typeof value === 'string' ? constant(value) : undefined
  if (base === 'number') return typeof value === 'number' ? constant(value) : undefined
  if (base === 'boolean' || decided !== undefined)
    return decided === undefined ? undefined : constant(decided)
  return typeof value === 'boolean' ? undefined : constant(value)
}

/** Evaluating it does nothing: names, members, literals, and objects of them. */
function isHarmless(node: Node): boolean {
  let harmless = true
  walk(node, (inner) => {
    if (/^(Call|New|Await|Yield|Assignment|Update|TaggedTemplate|Import)Expression$/.test(inner.type))
      harmless = false
    return harmless && !/Function/.test(inner.type)
  })
  return harmless
}

/** What an object literal gives for a property; undefined when it is no literal or has none. */
export function propertyOf(object: Node, name: string): Node | undefined {
  const bare = unwrap(object)
  if (bare.type !== 'ObjectExpression') return undefined
  for (const property of bare.properties)
    if (property.type === 'Property' && keyName(property.key) === name) return unwrap(property.value)
  return undefined
}
