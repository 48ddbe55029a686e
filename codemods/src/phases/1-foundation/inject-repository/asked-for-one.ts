import type { ClientValue } from '../../../survey/client-value.js'
import { unwrap } from '../../../survey/nodes.js'

/** True for `getConnection(path)`, whose caller says which database it wants: the injected one is that of who says none. */
export function isAskedForOne({ origin }: ClientValue): boolean {
  if (origin.type !== 'accessor') return false
  const bare = unwrap(origin.expression)
  const call = bare.type === 'AwaitExpression' ? unwrap(bare.argument) : bare
  return call.type === 'CallExpression' && call.arguments.length > 0
}
