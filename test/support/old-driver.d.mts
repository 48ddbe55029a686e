/** A folder with the real `duckdb-async` in its node_modules, where there is one. */
export function oldDriverFolder(): string | undefined
/** What a skipped test says. */
export const noOldDriver: string
