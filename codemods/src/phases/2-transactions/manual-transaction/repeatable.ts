import type { Planning } from '../../../plan/planning.js'
import { functionOf } from '../../../survey/exports.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import {
  type AnyFunction,
  enclosingClass,
  isClass,
  isFunction,
  keyName,
  memberName,
  type Node,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'

const pureGlobals = new Set(
  'String Number Boolean BigInt Symbol parseInt parseFloat isNaN isFinite structuredClone encodeURIComponent decodeURIComponent inject'.split(
    ' ',
  ),
)
const pureObjects = new Set(
  'Math JSON Object Array Number String Date Promise BigInt Reflect console logger log'.split(' '),
)
const purePackages = new Set([
  'node:crypto',
  'crypto',
  'node:path',
  'path',
  '@duckshift/runtime',
  'nanoid',
  'uuid',
])
const pureMethods = new Set(
  'map filter forEach reduce find findIndex findLast some every includes indexOf join slice split trim trimStart trimEnd toString toISOString toJSON toFixed toLowerCase toUpperCase getTime keys values entries get has at concat flat flatMap replace replaceAll padStart padEnd startsWith endsWith charCodeAt match matchAll test exec toSorted toReversed then catch finally localeCompare substring'.split(
    ' ',
  ),
)
const mutators = new Set('push pop shift unshift splice sort reverse set add delete clear fill'.split(' '))
const deepest = 5

/**
 * Why a piece of code must not run twice: the first call or assignment that reaches beyond the database and
 * its own variables. Undefined when running it again does no harm once the database was rolled back.
 */
export function unrepeatable(
  planning: Planning,
  file: SourceFile,
  nodes: readonly Node[],
  isDataAccess: (call: Node) => boolean,
): string | undefined {
  return new Search(planning, isDataAccess).of(file, nodes, 0)
}

class Search {
  readonly #planning: Planning
  readonly #isDataAccess: (call: Node) => boolean
  readonly #seen = new Set<Node>()

  constructor(planning: Planning, isDataAccess: (call: Node) => boolean) {
    this.#planning = planning
    this.#isDataAccess = isDataAccess
  }

  of(file: SourceFile, nodes: readonly Node[], depth: number): string | undefined {
    let why: string | undefined
    const isOwn = (name: Node): boolean => {
      const root = rootOf(name)
      const binding = root && file.scopes.resolve(root)
      return (
        binding !== undefined &&
        nodes.some((node) => binding.identifier.start >= node.start && binding.identifier.end <= node.end)
      )
    }
    for (const node of nodes) {
      walk(node, (inner) => {
        if (why) return false
        if (inner.type === 'AssignmentExpression' && !isOwn(inner.left)) why = file.textOf(inner.left)
        else if (inner.type === 'UpdateExpression' && !isOwn(inner.argument))
          why = file.textOf(inner.argument)
        else if (inner.type === 'CallExpression') why = this.#call(file, inner, isOwn, depth)
        else if (inner.type === 'NewExpression') why = this.#construction(file, inner)
        return why === undefined
      })
      if (why) return why.split('\n')[0]!.slice(0, 80)
    }
    return undefined
  }

  #call(file: SourceFile, call: Node, isOwn: (node: Node) => boolean, depth: number): string | undefined {
    if (call.type !== 'CallExpression' || this.#isDataAccess(call)) return undefined
    const callee = unwrap(call.callee)
    const told = file.textOf(call.callee)
    if (isFunction(callee)) return undefined
    if (callee.type === 'MemberExpression') {
      const method = memberName(callee) ?? ''
      const object = unwrap(callee.object)
      if (object.type === 'Identifier' && pureObjects.has(object.name) && !file.scopes.resolve(object))
        return undefined
      if (/^(log|logger|console)$/.test(file.textOf(object))) return undefined
      if (isInjected(file, object)) return undefined
      if (mutators.has(method)) return isOwn(object) ? undefined : told
      if (pureMethods.has(method)) return undefined
      if (object.type === 'ThisExpression') return this.#method(file, callee, method, told, depth)
      return told
    }
    if (callee.type !== 'Identifier') return told
    const binding = file.scopes.resolve(callee)
    if (!binding) return pureGlobals.has(callee.name) ? undefined : told
    if (binding.kind === 'parameter') return told
    const imported = importedBinding(this.#planning.survey.project, file, binding)
    if (!imported) return this.#function(file, functionOf(binding.declaration), told, depth)
    if (!imported.target) return purePackages.has(imported.specifier) ? undefined : told
    const declared = this.#planning.survey.project.declarationOf(imported.target, imported.imported)
    const source = declared && this.#planning.survey.project.source(declared.file)
    if (!source || declared.export.kind !== 'local') return told
    return this.#function(source, functionOf(declared.export.node), told, depth)
  }

  #method(file: SourceFile, callee: Node, name: string, told: string, depth: number): string | undefined {
    const owner = enclosingClass(callee)
    if (!isClass(owner)) return told
    const member = owner.body.body.find(
      (candidate) => candidate.type === 'MethodDefinition' && keyName(candidate.key) === name,
    )
    return member?.type === 'MethodDefinition' ? this.#function(file, member.value, told, depth) : told
  }

  #function(
    file: SourceFile,
    body: AnyFunction | Node | undefined,
    told: string,
    depth: number,
  ): string | undefined {
    if (!body || !isFunction(body) || depth >= deepest) return told
    if (this.#seen.has(body)) return undefined
    this.#seen.add(body)
    const inner = this.of(file, [body], depth + 1)
    return inner && `${told} (${inner})`
  }

  #construction(file: SourceFile, node: Node): string | undefined {
    if (node.type !== 'NewExpression') return undefined
    const name = file.textOf(node.callee)
    return /Error$|^(Map|Set|Date|Array|URL|URLSearchParams|RegExp|Promise|WeakMap|Intl\.\w+)$/.test(name)
      ? undefined
      : `new ${name}`
  }
}

function rootOf(node: Node): Node | undefined {
  const bare = unwrap(node)
  if (bare.type === 'Identifier') return bare
  return bare.type === 'MemberExpression' ? rootOf(bare.object) : undefined
}

/** `inject(X)`, or a variable or field that holds what it gave. */
function isInjected(file: SourceFile, object: Node): boolean {
  const isInjection = (node: Node | null | undefined) =>
    node !== null && node !== undefined && /^inject\(/.test(file.textOf(unwrap(node)))
  if (isInjection(object)) return true
  if (object.type === 'Identifier') {
    const declaration = file.scopes.resolve(object)?.declaration
    if (declaration?.type === 'VariableDeclarator') return isInjection(declaration.init)
    return declaration?.type === 'AssignmentPattern' && isInjection(declaration.right)
  }
  if (object.type !== 'MemberExpression' || unwrap(object.object).type !== 'ThisExpression') return false
  const owner = enclosingClass(object)
  const name = memberName(object)
  return (
    isClass(owner) &&
    owner.body.body.some((member) => {
      if (member.type === 'PropertyDefinition')
        return keyName(member.key) === name && isInjection(member.value)
      if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') return false
      return member.value.params.some((parameter) => {
        const inner =
          (parameter as Node).type === 'TSParameterProperty'
            ? (parameter as { parameter: Node }).parameter
            : parameter
        return (
          (inner as Node).type === 'AssignmentPattern' &&
          file.textOf((inner as { left: Node }).left).startsWith(name ?? '\0') &&
          isInjection((inner as { right: Node }).right)
        )
      })
    })
  )
}
