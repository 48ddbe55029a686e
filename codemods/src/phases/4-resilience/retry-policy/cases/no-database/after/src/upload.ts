import { writeFile } from 'node:fs/promises'
import { retry } from '@duckshift/runtime/resilience'

/** Nothing here comes to a database. */
export async function save(path: string, text: string): Promise<void> {
  return retry(() => writeFile(path, text), {
    attempts: 3,
    delayMs: 50,
    factor: 1,
    jitter: 'none',
    when: () => true,
    budget: false,
  })
}
