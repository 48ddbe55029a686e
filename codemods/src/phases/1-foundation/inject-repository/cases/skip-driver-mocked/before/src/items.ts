// Loaded when it is needed, in a form that is not followed.
const loading = import('./db.js')

export async function names() {
  const { getClient } = await loading
  const rows = await getClient().query<{ name: string }>('SELECT name FROM items')
  return rows.map((row) => row.name)
}
