import { getClient } from './db.js'

interface Server {
  onClose(hook: () => Promise<void>): void
}

export function register(server: Server): void {
  server.onClose(async () => {
    await getClient().close() // the last one
  })
  server.onClose(() => getClient().close())
}

export async function stop(): Promise<void> {
  // nobody is left
  getClient().close()
}
