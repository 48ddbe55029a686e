/** The parts of a table's name as written in SQL: `table`, `schema.table`, `"odd.name"`, `catalog.schema.table`. */
export function parseTablePath(name: string): { catalog?: string; schema?: string; table: string } {
  const parts = (name.match(/"(?:[^"]|"")+"|[^."]+/g) ?? [name]).map((part) =>
    part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part,
  )
  const [table = name, schema, catalog] = parts.reverse()
  return { ...(catalog && { catalog }), ...(schema && { schema }), table }
}
