import { isFunction, type Node } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { callbackLoop } from './callback-loop.js'
import { indexLoop } from './index-loop.js'
import type { Loop, NoLoop } from './loop.js'
import { placed } from './loop-place.js'
import { queueLoop } from './queue-loop.js'

/** The innermost loop around a node; undefined when it is in none. */
export function loopAround(file: SourceFile, node: Node): Loop | NoLoop | undefined {
  for (let current = node.parent, child: Node = node; current; child = current, current = current.parent) {
    switch (current.type) {
      case 'ForOfStatement':
        if (current.right === child) break
        return current.await ? 'unfamiliar-loop' : forOf(current)
      case 'ForStatement':
        if (current.init === child) break
        return indexLoop(file, current)
      case 'WhileStatement':
        return queueLoop(file, current)
      case 'ForInStatement':
      case 'DoWhileStatement':
        return 'unfamiliar-loop'
    }
    if (isFunction(current)) return callbackLoop(file, current)
  }
  return undefined
}

function forOf(loop: Node): Loop | NoLoop {
  if (loop.type !== 'ForOfStatement') return 'unfamiliar-loop'
  const { left } = loop
  if (left.type !== 'VariableDeclaration' || left.kind === 'var' || left.declarations.length !== 1)
    return 'unfamiliar-loop'
  const element = left.declarations[0]!.id as Node
  const body = loop.body as Node
  return { kind: 'for-of', element, list: loop.right, body, statement: placed(loop), waits: true }
}
