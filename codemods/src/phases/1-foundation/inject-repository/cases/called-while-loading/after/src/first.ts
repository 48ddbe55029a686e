import { inject } from '@duckshift/runtime'
import { logClient } from './database'
import { LogsRepository } from './repositories/logs-repository'

export async function write(text: string): Promise<number> {
  const logs = inject(LogsRepository)
  await logs.insert(1, text)
  return inject(logClient).size()
}
