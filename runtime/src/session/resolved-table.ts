import type { AppendTarget, DriverConnection } from '../driver/driver.js'
import { DatabaseError } from '../errors/database-error.js'

const placesOf = `
  SELECT database_name AS catalog, schema_name AS schema
  FROM duckdb_tables()
  WHERE lower(table_name) = lower($1)
    AND (temporary OR (database_name = current_database() AND schema_name = current_schema()))
  ORDER BY temporary DESC`

/**
 * The table that an unqualified name means to a statement on this connection, after SET schema, USE and CREATE TEMP:
 * DuckDB's appender looks in the schema `main` alone. Throws DatabaseError `not-supported` where the search path has
 * several schemas and the first one has no such table.
 */
export async function resolvedTable(
  connection: DriverConnection,
  target: AppendTarget,
): Promise<AppendTarget> {
  if (target.schema !== undefined) return target
  const [place] = await (await connection.run(placesOf, [target.table])).rows('js')
  if (place) return { ...target, catalog: String(place.catalog), schema: String(place.schema) }
  const [setting] = await (await connection.run("SELECT current_setting('search_path') AS path")).rows('js')
  if (!String(setting?.path).includes(',')) return target
  throw new DatabaseError(
    `Which schema of the search path has the table ${target.table} is not told. Name the schema: append('schema.${target.table}', rows).`,
    { code: 'not-supported' },
  )
}
