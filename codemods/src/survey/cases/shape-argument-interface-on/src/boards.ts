import type { Asked } from './port.js'

export async function boards(runtime: Asked) { // usage: parameter
  const rows = await runtime.query('SELECT title FROM boards')
  return rows.map((row) => row.title)
}
