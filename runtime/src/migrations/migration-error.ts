export type MigrationErrorCode =
  | 'changed-migration'
  | 'missing-migration'
  | 'duplicate-migration'
  | 'migration-failed'
  | 'no-migrations'
  | 'no-way-down'
  | 'umzug-missing'

/** Why migrations did not run. What failed left nothing behind. */
export class MigrationError extends Error {
  readonly code: MigrationErrorCode

  constructor(
    message: string,
    { code, cause }: { readonly code: MigrationErrorCode; readonly cause?: unknown },
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'MigrationError'
    this.code = code
  }
}
