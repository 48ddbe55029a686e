import type { DuckDBConnection } from '@duckdb/node-api'

/**
 * Runs what can be run of a schema: one statement that DuckDB refuses must not hide the tables after it. Gives what it
 * said of those.
 */
export async function runSchema(
  connection: DuckDBConnection,
  statements: readonly string[],
): Promise<readonly string[]> {
  const problems: string[] = []
  await makeQualifiers(connection, statements)
  for (const text of statements) await runScript(connection, text, problems)
  return problems
}

async function runScript(connection: DuckDBConnection, text: string, problems: string[]): Promise<void> {
  let statements: Awaited<ReturnType<DuckDBConnection['extractStatements']>>
  try {
    statements = await connection.extractStatements(text)
  } catch (error) {
    const pieces = text.split(/;[ \t]*(?:\r?\n|$)/).filter((piece) => piece.trim() !== '')
    if (pieces.length < 2) problems.push((error as Error).message)
    else for (const piece of pieces) await runScript(connection, piece, problems)
    return
  }
  const run = async (index: number) => {
    const statement = await statements.prepare(index)
    try {
      await statement.run()
    } finally {
      statement.destroySync()
    }
  }
  for (let index = 0; index < statements.count; index += 1) {
    try {
      await run(index)
    } catch (error) {
      const { message } = error as Error
      // Made for another statement's sake already.
      if (!/^Catalog Error: Schema .* already exists/.test(message)) problems.push(message)
    }
  }
}

const qualifiedCreation =
  /\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:TABLE|VIEW|SEQUENCE|TYPE)\s+(?:IF\s+NOT\s+EXISTS\s+)?((?:(?:"[^"\n]+"|[A-Za-z_]\w*)\.){1,2})/gi

/** Schemas and attached databases are often made at run time, under names that no statement of the schema makes. */
async function makeQualifiers(connection: DuckDBConnection, statements: readonly string[]): Promise<void> {
  const qualifiers = new Set(
    statements.flatMap((text) =>
      [...text.matchAll(qualifiedCreation)].map((match) => match[1]!.slice(0, -1)),
    ),
  )
  for (const qualifier of qualifiers) {
    const [first, second] = qualifier.match(/"[^"]+"|\w+/g)!
    if (second) await connection.run(`ATTACH IF NOT EXISTS ':memory:' AS ${first}`)
    await connection.run(`CREATE SCHEMA IF NOT EXISTS ${qualifier}`)
  }
}
