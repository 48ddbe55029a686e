// The second thread of a survey: see ReadAhead.
import { workerData } from 'node:worker_threads'
import { readBlocks } from './facts-blocks.js'
import type { ParsingWork } from './parse-in-order.js'
import type { ReadAheadStart } from './read-ahead.js'

const { port, work } = workerData as ReadAheadStart
for (const block of readBlocks(work)) {
  // As JSON: it is read much faster than what a message is otherwise made of.
  port.postMessage(JSON.stringify(block))
  Atomics.add(work.progress, 1, 1)
  Atomics.notify(work.progress, 1)
}
const { parseInOrder } = await import('./parse-in-order.js')
port.on('message', (parsing: ParsingWork) => {
  for (const parsed of parseInOrder(parsing)) port.postMessage(parsed)
})
