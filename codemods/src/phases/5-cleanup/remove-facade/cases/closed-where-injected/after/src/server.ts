import { inject } from '@duckshift/runtime'
import { database } from './database.js'

interface Server {
  onClose(hook: () => Promise<void>): void
}

export function register(server: Server): void {
  server.onClose(async () => {
    await inject(database).close() // the last one
  })
  server.onClose(() => inject(database).close())
}

export async function stop(): Promise<void> {
  // nobody is left
  await inject(database).close()
}
