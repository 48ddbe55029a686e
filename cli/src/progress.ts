import { createRequire } from 'node:module'
import type { OnProgress } from '@duckshift/codemods'
import type { SingleBar } from 'cli-progress'

const labels: Readonly<Record<string, string>> = {
  survey: 'reading the code',
  symbols: 'starting the type checker',
  sql: 'loading the schema',
  plan: 'planning',
  rehearse: 'rehearsing',
  apply: 'writing',
  rollback: 'rolling back',
  test: 'running tests',
  verify: 'verifying',
  'dead-code': 'following what is used',
}

/** A bar on a terminal for what takes longer than a second; nothing when piped or quiet. */
export function progressBar(quiet: boolean): { readonly onProgress: OnProgress; readonly stop: () => void } {
  if (quiet || !process.stderr.isTTY) return { onProgress: () => undefined, stop: () => undefined }
  // Loaded only where there is a terminal to draw on.
  const { SingleBar: Bar } = createRequire(import.meta.url)('cli-progress') as { SingleBar: typeof SingleBar }
  const bar = new Bar({
    format: '{bar} {label}',
    clearOnComplete: true,
    hideCursor: true,
    barsize: 24,
    stream: process.stderr,
  })
  const startedAt = Date.now()
  let isShown = false
  return {
    onProgress: ({ stage, done, total }) => {
      if (!isShown && Date.now() - startedAt < 1000) return
      if (!isShown) bar.start(total ?? 1, 0, { label: labels[stage] })
      isShown = true
      bar.setTotal(total ?? 1)
      bar.update(done, { label: labels[stage] })
    },
    stop: () => {
      if (isShown) bar.stop()
    },
  }
}
