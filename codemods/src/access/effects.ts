import { importedBinding } from '../survey/imported-binding.js'
import { type AnyFunction, isFunction, memberName, type Node, unwrap, walk } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import type { SourceFile } from '../survey/source-file.js'
import { calledFunction } from './called-function.js'
import { isRepository } from './data-call.js'

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
  '@duckshift/runtime/resilience',
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

export interface EffectOptions {
  /** What is known of a call; undefined leaves the judgement to its name and its body. */
  readonly judge: (file: SourceFile, call: Node) => 'harmless' | 'harmful' | undefined
  /** True for a class of which one may be made. */
  readonly makes?: (file: SourceFile, made: Node) => boolean
  /** True when changing variables and objects from outside counts as an effect. */
  readonly stateCounts: boolean
}

/**
 * The first call or assignment in a piece of code that may reach beyond its own variables, functions of the
 * project followed; undefined when there is none.
 */
export function effectIn(
  project: Project,
  file: SourceFile,
  nodes: readonly Node[],
  options: EffectOptions,
): string | undefined {
  return new Search(project, options).of(file, nodes, 0)
}

class Search {
  readonly #project: Project
  readonly #options: EffectOptions
  readonly #seen = new Set<Node>()

  constructor(project: Project, options: EffectOptions) {
    this.#project = project
    this.#options = options
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
        const counts = this.#options.stateCounts
        if (counts && inner.type === 'AssignmentExpression' && !isOwn(inner.left))
          why = file.textOf(inner.left)
        else if (counts && inner.type === 'UpdateExpression' && !isOwn(inner.argument))
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
    if (call.type !== 'CallExpression') return undefined
    const callee = unwrap(call.callee)
    const told = file.textOf(call.callee)
    const judgement = this.#options.judge(file, call)
    if (judgement) return judgement === 'harmless' ? undefined : told
    if (isFunction(callee)) return undefined
    if (callee.type === 'MemberExpression') {
      const method = memberName(callee) ?? ''
      const object = unwrap(callee.object)
      if (object.type === 'Identifier' && pureObjects.has(object.name) && !file.scopes.resolve(object))
        return undefined
      if (/^(log|logger|console)$/.test(file.textOf(object))) return undefined
      if (this.#isForeign(file, object)) return told
      if (mutators.has(method)) return !this.#options.stateCounts || isOwn(object) ? undefined : told
      if (pureMethods.has(method)) return undefined
      return this.#follow(file, call, told, depth)
    }
    if (callee.type !== 'Identifier') return told
    const binding = file.scopes.resolve(callee)
    if (!binding) return pureGlobals.has(callee.name) ? undefined : told
    const imported = importedBinding(this.#project, file, binding)
    if (imported && !imported.target && purePackages.has(imported.specifier)) return undefined
    return this.#follow(file, call, told, depth)
  }

  /** What a package hands out: `axios.get(url)` only looks like a map's `get`. */
  #isForeign(file: SourceFile, object: Node): boolean {
    const root = rootOf(object)
    const binding = root && file.scopes.resolve(root)
    const imported = binding && importedBinding(this.#project, file, binding)
    return imported !== undefined && !imported.target && !purePackages.has(imported.specifier)
  }

  #follow(file: SourceFile, call: Node, told: string, depth: number): string | undefined {
    const called = calledFunction(this.#project, file, call)
    return called ? this.#function(called.file, called.body as AnyFunction | undefined, told, depth) : told
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
    const made = unwrap(node.callee)
    if (this.#options.makes?.(file, made)) return undefined
    if (made.type === 'Identifier' && isRepository(this.#project, file, made)) return undefined
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
