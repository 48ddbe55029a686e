import { inject, ConstraintError } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

const DUPLICATE = /duplicate key/i

export async function add(id: number, name: string): Promise<string> {
  const items = inject(ItemsRepository)
  try {
    await items.insert(id, name)
    return 'added'
  } catch (err: any) {
    if (err instanceof ConstraintError) return 'refused'
    throw err
  }
}

export async function addOnce(id: number, name: string): Promise<boolean> {
  const items = inject(ItemsRepository)
  try {
    await items.insert(id, name)
    return true
  } catch (error) {
    if (error instanceof ConstraintError && error.constraint === 'unique') return false
    throw error
  }
}

export async function tag(id: number, word: string): Promise<'new' | 'known' | 'other'> {
  const tags = inject(TagsRepository)
  try {
    await tags.insert(id, word)
    return 'new'
  } catch (e) {
    if (e instanceof ConstraintError && e.constraint === 'unique') return 'known'
    return 'other'
  }
}

export async function rename(id: number, name: string | null): Promise<string> {
  const items = inject(ItemsRepository)
  try {
    await items.updateNameById(name, id)
    return 'renamed'
  } catch (e) {
    // a name is needed
    return e instanceof ConstraintError && e.constraint === 'not-null' ? 'no name' : 'failed'
  }
}

export async function read(text: string): Promise<number | string> {
  const db = inject(database)
  try {
    const rows = await db.query<{ n: number }>('SELECT ?::VARCHAR::INTEGER AS n', [text])
    return rows[0]!.n
  } catch (error) {
    if (!(error as Error).message.startsWith('Conversion Error')) throw error
    return 'no number'
  }
}

export function quiet(id: number, name: string): Promise<number> {
  return inject(ItemsRepository).insert(id, name)
    .catch((error: Error) => {
      if (error instanceof ConstraintError && (error.constraint === 'unique' || error.constraint === 'not-null')) return 0
      if (error instanceof ConstraintError) return -1
      throw error
    })
}

export function isDuplicate(error: unknown): boolean {
  return error instanceof ConstraintError && error.constraint === 'unique'
}
