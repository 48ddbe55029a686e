import { exec } from './db.js'

export async function rename(id: number, name: string): Promise<void> {
  await exec('UPDATE items SET name = ? WHERE id = ?', [name, id])
}

export async function change(id: number, values: Readonly<Record<string, string>>): Promise<void> {
  const columns = Object.keys(values).map((column) => `${column} = ?`)
  await exec(`UPDATE items SET ${columns.join(', ')} WHERE id = ?`, [...Object.values(values), id])
}
