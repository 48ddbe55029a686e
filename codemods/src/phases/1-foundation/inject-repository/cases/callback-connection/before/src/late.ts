export async function remove(id: number): Promise<void> {
  const { withConnection } = await import("./db.js")
  await withConnection(async (connection) => {
    await connection.run('DELETE FROM items WHERE id = ?', [id])
  })
}

export async function rename(id: number, name: string): Promise<void> {
  const { withConnection } = await import('./db.js')
  // Not a function that could wait for anything else first.
  await withConnection((connection) => connection.run('UPDATE items SET name = ? WHERE id = ?', [name, id]))
}
