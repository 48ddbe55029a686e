import type { Planning } from '../../../plan/planning.js'
import { enclosingFunction, isFunction, memberName, type Node, unwrap, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { callsOf } from '../retry-policy/call-sites.js'

const deepest = 3
const telling =
  /^(status|statusCode|response|code|errno|isAxiosError|\$metadata|\$response|name|timings|request)$/

/**
 * Where code decides by what an external call's error says: an open breaker has an error of its own, and that
 * code would decide otherwise. Undefined where nobody does.
 */
export function inspectedAt(planning: Planning, file: SourceFile, call: Node): string | undefined {
  return inspection(planning, file, call, deepest, new Set())
}

function inspection(
  planning: Planning,
  file: SourceFile,
  node: Node,
  depth: number,
  seen: Set<Node>,
): string | undefined {
  let current = node
  for (let parent = node.parent; parent; current = parent, parent = parent.parent) {
    if (parent.type === 'TryStatement' && parent.block === current && parent.handler) {
      const { handler } = parent
      const place = decidesBy(file, (handler.param as Node | null) ?? undefined, handler.body as Node)
      if (place) return place
      if (!throws(handler.body as Node)) return undefined
    }
    const chained = chainedHandler(parent, current)
    if (chained) {
      const place = decidesBy(file, chained.params[0] as Node | undefined, chained.body as Node)
      if (place) return place
      if (!throws(chained.body as Node)) return undefined
    }
    if (isFunction(parent)) return callersInspect(planning, file, parent, depth, seen)
  }
  return undefined
}

function callersInspect(
  planning: Planning,
  file: SourceFile,
  owner: Node,
  depth: number,
  seen: Set<Node>,
): string | undefined {
  if (!isFunction(owner) || seen.has(owner) || depth === 0) return undefined
  seen.add(owner)
  const calls = callsOf(planning, file, owner)
  if (!calls) {
    // A callback belongs to the function around it: what waits for one waits for the other.
    const outer =
      owner.parent?.type === 'CallExpression' || owner.parent?.type === 'Property' ? owner : undefined
    return outer && enclosingFunction(outer) ? inspection(planning, file, outer, depth, seen) : undefined
  }
  for (const { file: source, call } of calls) {
    const place = inspection(planning, source, call, depth - 1, seen)
    if (place) return place
  }
  return undefined
}

/** `call.catch(handler)`, `call.then(…, handler)` */
function chainedHandler(parent: Node, current: Node) {
  if (parent.type !== 'MemberExpression' || parent.object !== current) return undefined
  const call = parent.parent
  const method = memberName(parent)
  if (call?.type !== 'CallExpression' || (method !== 'catch' && method !== 'then')) return undefined
  const given = call.arguments[method === 'catch' ? 0 : 1] as Node | undefined
  const handler = given && unwrap(given)
  return isFunction(handler) ? handler : undefined
}

/** The first place where a handler decides by its error. */
function decidesBy(file: SourceFile, parameter: Node | undefined, body: Node): string | undefined {
  if (!parameter) return undefined
  let place: string | undefined
  const isCaught = (node: Node) => {
    const binding = node.type === 'Identifier' ? file.scopes.resolve(node)?.identifier : undefined
    return binding !== undefined && binding.start >= parameter.start && binding.end <= parameter.end
  }
  walk(body, (node) => {
    if (!place && isCaught(node)) {
      const holder = outerAccess(node)
      if (asks(holder) || telling.test(memberName(holder) ?? '') || parameter.type !== 'Identifier')
        place = `${file.path}:${file.position(node.start).line}`
    }
    return place === undefined
  })
  return place
}

/** `error`, `error.response`, `(error as X).response`: as far as the property that is read first. */
function outerAccess(node: Node): Node {
  let current = node
  while (current.parent && unwrap(current.parent) === unwrap(current) && current.parent.type !== current.type)
    current = current.parent
  return current.parent?.type === 'MemberExpression' && current.parent.object === current
    ? current.parent
    : current
}

/** True where the value takes part in a condition. */
function asks(node: Node): boolean {
  for (let current = node, parent = node.parent; parent; current = parent, parent = parent.parent) {
    if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression')
      return parent.test === current
    if (parent.type === 'SwitchStatement') return parent.discriminant === current
    if (parent.type === 'BinaryExpression' && /instanceof|in|==|!=/.test(parent.operator)) return true
    if (/Statement$|Declarator$/.test(parent.type) || isFunction(parent)) return false
  }
  return false
}

/** True where the handler throws, so that somebody further out sees an error. */
function throws(body: Node): boolean {
  let found = false
  walk(body, (node) => {
    if (isFunction(node)) return false
    found ||= node.type === 'ThrowStatement'
    return !found
  })
  return found
}
