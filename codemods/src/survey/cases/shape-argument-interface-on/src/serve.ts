import { boards } from './boards.js'
import type { Asked } from './port.js'

export async function serve(runtime: Asked) { // usage: parameter
  const handlers = handlersOf(runtime)
  return handlers.boards()
}

function handlersOf(runtime: Asked) { // usage: parameter
  return {
    boards: () => boards(runtime),
    again: () => repeated(runtime, 2),
  }
}

async function repeated(runtime: Asked, times: number): Promise<void> { // usage: parameter
  await boards(runtime)
  if (times > 0) await repeated(runtime, times - 1)
}

/** Nobody gives it the client. */
export async function other(runtime: Asked) {
  return boards(runtime)
}
