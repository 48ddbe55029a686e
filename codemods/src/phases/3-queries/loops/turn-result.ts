import type { TextEdit } from '../../../model.js'
import type { Node } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Loop } from './loop.js'
import { isOnlyUsedIn, turnIndex } from './loop-edits.js'

/** How a turn reads its own of the results that are there for all turns. */
export interface TurnResult {
  /** The expression of the turn's result, given the name of the list of all. */
  readonly of: (all: string) => string
  readonly edits: readonly TextEdit[]
}

/** `replaced` is what the turn no longer does: an element that only it needed goes, too. */
export function turnResult(file: SourceFile, loop: Loop, replaced: Node): TurnResult | undefined {
  if (loop.kind !== 'queue') {
    const index = turnIndex(file, loop, replaced)
    return index && { of: (all) => `${all}[${index.name}]`, edits: index.edits }
  }
  const queue = file.textOf(loop.list)
  return {
    // What is left in the queue tells how many turns there were.
    of: (all) =>
      loop.from === 'last' ? `${all}[${queue}.length]` : `${all}[${all}.length - ${queue}.length - 1]`,
    edits: takeAlone(file, loop, replaced),
  }
}

/** `const id = queue.shift()!` takes its element all the same when nothing else uses it. */
function takeAlone(file: SourceFile, loop: Loop, replaced: Node): TextEdit[] {
  if (loop.kind !== 'queue' || loop.take.type !== 'VariableDeclaration') return []
  if (!isOnlyUsedIn(file, loop.element, replaced)) return []
  const end = file.text[loop.take.end - 1] === ';' ? ';' : ''
  const method = loop.from === 'last' ? 'pop' : 'shift'
  return [{ start: loop.take.start, end: loop.take.end, text: `${file.textOf(loop.list)}.${method}()${end}` }]
}
