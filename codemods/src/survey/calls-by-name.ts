import type { CallExpression } from 'oxc-parser'
import { memberName, walk } from './nodes.js'
import type { SourceFile } from './source-file.js'

const known = new WeakMap<SourceFile, ReadonlyMap<string, readonly CallExpression[]>>()

/** A file's calls by the name that they call: `name(…)` and `anything.name(…)`. */
export function callsByName(file: SourceFile): ReadonlyMap<string, readonly CallExpression[]> {
  const found = known.get(file)
  if (found) return found
  const calls = new Map<string, CallExpression[]>()
  walk(file.program, (node) => {
    if (node.type !== 'CallExpression') return true
    const name = node.callee.type === 'Identifier' ? node.callee.name : memberName(node.callee)
    if (name === undefined) return true
    const same = calls.get(name)
    if (same) same.push(node)
    else calls.set(name, [node])
    return true
  })
  known.set(file, calls)
  return calls
}
