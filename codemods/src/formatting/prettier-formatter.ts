import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { FileText, TextFormatter } from './text-formatter.js'

/** What the process is told, as one JSON text. */
export interface PrettierWork {
  readonly root: string
  readonly module: string
  /** Also configurations that are code, and plugins. */
  readonly runsConfiguration: boolean
  readonly files: readonly FileText[]
}

/** A line of its output for each file that it can format. */
export interface PrettierResult {
  readonly index: number
  readonly text: string
}

/**
 * Prettier as it is installed for a folder, in a process of its own, so that nothing of it can hold a plan up or end
 * it. Unless `runsConfiguration`, nothing but Prettier itself runs: its configuration is read as data, plugins stay out.
 */
export function prettierFormatters(
  root: string,
  folder: string,
  runsConfiguration: boolean,
): TextFormatter[] {
  let module: string
  try {
    module = createRequire(join(folder, 'index.js')).resolve('prettier')
  } catch {
    return []
  }
  return [
    {
      program: module,
      startsSlowly: true,
      format: (files, deadline) => run({ root, module, runsConfiguration, files }, deadline),
    },
  ]
}

function run(work: PrettierWork, deadline: number): Promise<(string | undefined)[]> {
  const results: (string | undefined)[] = work.files.map(() => undefined)
  if (work.files.length === 0 || Date.now() >= deadline) return Promise.resolve(results)
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('./prettier-process.js', import.meta.url))],
      {
        cwd: work.root,
        stdio: ['pipe', 'pipe', 'ignore'],
        timeout: deadline - Date.now(),
        windowsHide: true,
      },
    )
    const lines = createInterface({ input: child.stdout })
    lines.on('line', (line) => {
      const result = parsed(line)
      if (result) results[result.index] = result.text
    })
    child.on('error', () => resolve(results))
    lines.on('close', () => resolve(results))
    child.stdin.on('error', () => {})
    child.stdin.end(JSON.stringify(work))
  })
}

/** Undefined for what is no result: a plugin may print, and the process may be ended within a line. */
function parsed(line: string): PrettierResult | undefined {
  try {
    const { index, text } = JSON.parse(line) as PrettierResult
    return typeof index === 'number' && typeof text === 'string' ? { index, text } : undefined
  } catch {
    return undefined
  }
}
