import { getClient } from './db.js'

/** Asks the client by a name that is only known here: it stays. */
export class Renaming {
  private readonly client = getClient()

  async run(method: 'query' | 'execute', sql: string): Promise<unknown> {
    return this.client[method](sql)
  }
}

const renaming = new Renaming()

export async function rename(id: number): Promise<boolean> {
  try {
    await renaming.run('execute', `UPDATE items SET id = ${id}`)
    return true
  } catch (error) {
    if (error instanceof Error && error.message.includes('Constraint Error')) return false
    throw error
  }
}

export async function remove(id: number, method: 'query' | 'execute'): Promise<boolean> {
  const client = getClient()
  try {
    await client[method](`DELETE FROM items WHERE id = ${id}`)
    return true
  } catch (error) {
    if (!String(error).includes('Constraint Error')) throw error
    return false
  }
}
