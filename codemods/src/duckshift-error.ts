/** Exit code the CLI uses for an error: see the command line table in the README. */
export type ExitCode = 2 | 3 | 4 | 5

export interface DuckshiftErrorOptions {
  readonly code: string
  readonly exitCode: ExitCode
  /** One sentence: what the user can do next. */
  readonly help: string
  readonly cause?: unknown
}

/** An error that a user can act on: the CLI prints its message and help without a stack. */
export class DuckshiftError extends Error {
  readonly code: string
  readonly exitCode: ExitCode
  readonly help: string

  constructor(message: string, { code, exitCode, help, cause }: DuckshiftErrorOptions) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'DuckshiftError'
    this.code = code
    this.exitCode = exitCode
    this.help = help
  }
}
