import Duck from './duck.js'

export async function rename(id: number, name: string): Promise<boolean> {
  return (await Duck.execute('UPDATE users SET name = ? WHERE id = ?', [name, id])) > 0
}

export async function nameOf(id: number): Promise<string | undefined> {
  const [row] = await Duck.query<{ name: string }>('SELECT name FROM users WHERE id = ?', [id])
  return row?.name
}
