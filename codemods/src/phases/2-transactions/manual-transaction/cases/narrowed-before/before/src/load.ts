import { getConnection } from './store.js'

export interface Load {
  readonly id: number
  readonly source: string
}

declare function started(source: string): Promise<Load>
declare function failed(load: Load, error: unknown): Promise<void>

/** The checker knows the load outside of a callback only. */
export async function loaded(source: string): Promise<number> {
  let load: Load | undefined
  const connection = await getConnection()
  try {
    load = await started(source)
    await connection.run('BEGIN TRANSACTION')
    try {
      await connection.run('INSERT INTO items SELECT * FROM staged')
      await connection.run('UPDATE loads SET done = true WHERE id = ?', [load.id])
      await connection.run('COMMIT')
    } catch (error) {
      await connection.run('ROLLBACK')
      throw error
    }
    return load.id
  } catch (error) {
    if (load) await failed(load, error)
    throw error
  }
}

/** Nothing is assigned to it any more, and it is asked for inside. */
export async function named(name: string | null, tag?: string): Promise<void> {
  name = name?.trim() ?? null
  if (!name) return
  const connection = await getConnection()
  await connection.run('BEGIN TRANSACTION')
  try {
    await connection.run('INSERT INTO names VALUES (?)', [name.toUpperCase()])
    if (tag) await connection.run('INSERT INTO tags VALUES (?)', [tag.trim()])
    await connection.run('COMMIT')
  } catch (error) {
    await connection.run('ROLLBACK')
    throw error
  }
  tag = undefined
}
