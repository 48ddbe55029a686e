import type { ClientMethod } from '../../../clients/client-profile.js'
import type { TextEdit } from '../../../model.js'
import type { ClientValue, Touch } from '../../../survey/client-value.js'
import type { Node } from '../../../survey/nodes.js'
import { isPlainReceiver, outermost } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { asksOnce } from './bound-repository.js'
import { methodOf, type RowFormat } from './driver-calls.js'
import { preparedCall } from './prepared-call.js'

/** One statement of a connection that the code was handed, as a repository could run it there. */
export interface HandedCall {
  readonly touch: Touch
  /** The call that gives the result: the touch itself, or what runs the statement that it prepares. */
  readonly running: Touch
  readonly method: ClientMethod
  /** Edits beside the call: rows are read from the result no more. */
  readonly edits: readonly TextEdit[]
}

/** Names of calls that work on a connection of the current driver or of the deprecated ones; not those that close it. */
const worksOnConnection =
  /^(all|each|exec|arrowIPC\w*|run|runAndRead\w*|stream\w*|start\w*|prepare|createAppender|extractStatements|interrupt|register\w+)$/
const formats: readonly RowFormat[] = ['js', 'exact', 'json']

/**
 * The statements of a handed connection that a repository on it can run; none where others of its statements are not
 * awaited: those count on the connection's order.
 */
export function handedCalls(
  file: SourceFile,
  value: ClientValue,
  rows: RowFormat | undefined,
): readonly HandedCall[] {
  if (
    value.touches.some(
      (touch) => worksOnConnection.test(touch.method) && !touch.awaited && !isReturned(touch),
    )
  )
    return []
  const ordered = rows ? [rows, ...formats.filter((format) => format !== rows)] : formats
  const calls: HandedCall[] = []
  for (const touch of value.touches) {
    if ((value.kind !== 'inline' && !isPlainReceiver(touch.receiver)) || asksOnce(value, touch)) continue
    const prepared = preparedCall(file, touch)
    const running = prepared?.touch ?? touch
    for (const format of ordered) {
      // What other calls of this value are renamed to is taken.
      const edits = calls.flatMap((call) => call.edits)
      const known = edits.length
      const method = methodOf(file, running, format, edits)
      if (!method) continue
      const beside = [...edits.slice(known), ...(prepared?.edits ?? [])]
      calls.push({ touch, running, method, edits: beside })
      break
    }
  }
  return calls
}

/** True where nothing that works on the connection itself is left when the calls that `moved` names are gone. */
export function isComplete(
  { touches, derived = [] }: ClientValue,
  moved: ReadonlySet<Node>,
  works = (method: string) => worksOnConnection.test(method),
): boolean {
  return [...touches, ...derived.flatMap((each) => each.touches)].every(
    ({ call, method }) => moved.has(call as Node) || !works(method),
  )
}

function isReturned(touch: Touch): boolean {
  const parent = outermost(touch.call as Node).parent
  return parent?.type === 'ReturnStatement' || parent?.type === 'ArrowFunctionExpression'
}
