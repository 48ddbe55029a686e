import { DuckshiftError } from '../duckshift-error.js'

/** Throws DuckshiftError (`no-accessor`, exit code 2), unless the migration has removed the accessor. */
export function assertAccessor(
  { accessors, usages }: { readonly accessors: readonly unknown[]; readonly usages: readonly unknown[] },
  files: number,
  isMigrated: () => boolean,
): void {
  if (accessors.length > 0 || usages.length > 0 || isMigrated()) return
  throw new DuckshiftError(`No accessor of a DuckDB client was found in ${files} source files.`, {
    code: 'no-accessor',
    exitCode: 2,
    help: 'Name it in duckshift.config.ts: accessors: [{ module: "src/db/client.ts", export: "getClient" }].',
  })
}
