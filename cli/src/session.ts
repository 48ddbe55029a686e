import { realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Config, DuckshiftError, loadConfig, recover, runAbove } from '@duckshift/codemods/status'
import type { TerminalOptions } from '@duckshift/reports'

export interface GlobalOptions {
  readonly cwd?: string
  readonly config?: string
  readonly json?: boolean
  readonly quiet?: boolean
  readonly color?: boolean
}

/** What every command has: the project, its configuration, where to write. */
export interface Session {
  readonly root: string
  readonly config: Config
  readonly json: boolean
  readonly quiet: boolean
  readonly terminal: TerminalOptions
  /** The command's result: standard output. */
  readonly out: (text: string) => void
  /** For people who watch: standard error; silent with --quiet and --json. */
  readonly note: (text: string) => void
}

/** Exit codes of the command line, as the README lists them. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5

export async function openSession(options: GlobalOptions): Promise<Session> {
  const root = projectRoot(options.cwd ?? '.')
  const json = options.json === true
  const quiet = options.quiet === true || json
  const note = (text: string) => {
    if (!quiet) process.stderr.write(`${text}\n`)
  }
  const recovered = recover(root)
  if (recovered) note(`The run ${recovered.run} was interrupted; its files were put back as they were.`)
  const config = await loadConfig(root, options.config)
  const above = Object.keys(config).length === 0 ? runAbove(root) : undefined
  if (above) note(`This folder is part of a project, the rest of which is not read. ${above}`)
  return {
    root,
    config,
    json,
    quiet,
    note,
    out: (text) => process.stdout.write(text),
    terminal: {
      color: options.color !== false && process.env.NO_COLOR === undefined && process.stdout.isTTY === true,
      width: process.stdout.columns ?? 100,
    },
  }
}

function projectRoot(cwd: string): string {
  const path = resolve(cwd)
  try {
    if (statSync(path).isDirectory()) return realpathSync(path)
  } catch {
    // Said below.
  }
  throw new DuckshiftError(`There is no folder ${path}.`, {
    code: 'no-such-folder',
    exitCode: 2,
    help: 'Name the project with --cwd, or run duckshift inside it.',
  })
}
