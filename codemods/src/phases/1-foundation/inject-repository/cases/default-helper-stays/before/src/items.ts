import page from './page.js'

export async function above(id: number): Promise<unknown[]> {
  const { rows } = await page('SELECT id, name FROM items WHERE id > ?', [id])
  return rows
}
