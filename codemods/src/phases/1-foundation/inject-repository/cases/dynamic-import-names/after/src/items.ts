export async function refresh(table: string) {
  const { sql } = await import('./db.js')
  const { inject } = await import('@duckshift/runtime')
  const { runAccessor, queryAccessor } = await import('./database.js')
  await inject(runAccessor)('CHECKPOINT')
  return (await inject(queryAccessor)(sql(table))).concat(await inject(queryAccessor)(sql('items')))
}

export async function both() {
  const { inject } = await import('@duckshift/runtime')
  const { runAccessor, queryAccessor } = await import('./database.js')
  await inject(runAccessor)('ANALYZE')
  return inject(queryAccessor)('SELECT count(*) AS n FROM items')
}

export async function passed(each: (run: unknown) => void) {
  const { run } = await import('./db.js')
  const { inject } = await import('@duckshift/runtime')
  const { queryAccessor } = await import('./database.js')
  each(run)
  return inject(queryAccessor)('SELECT 1')
}

export async function commented() {
  const {
    query, // the reader
    run,
  } = await import('./db.js')
  await run('ANALYZE')
  return query('SELECT 1')
}
