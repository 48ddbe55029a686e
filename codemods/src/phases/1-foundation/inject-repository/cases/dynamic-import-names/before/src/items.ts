export async function refresh(table: string) {
  const { query, run: send, sql } = await import('./db.js')
  await send('CHECKPOINT')
  return (await query(sql(table))).concat(await query(sql('items')))
}

export async function both() {
  const { query, run } = await import('./db.js')
  await run('ANALYZE')
  return query('SELECT count(*) AS n FROM items')
}

export async function passed(each: (run: unknown) => void) {
  const { run, query } = await import('./db.js')
  each(run)
  return query('SELECT 1')
}

export async function commented() {
  const {
    query, // the reader
    run,
  } = await import('./db.js')
  await run('ANALYZE')
  return query('SELECT 1')
}
