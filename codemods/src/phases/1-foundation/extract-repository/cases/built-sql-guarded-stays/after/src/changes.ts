import { inject } from '@duckshift/runtime'
import { database } from './database.js'

interface Changes {
  name?: string
  category?: string
}

/** What is answered names what is put together. */
export async function answered(id: number, changes: Changes): Promise<string[]> {
  const sets: string[] = []
  const values: unknown[] = []
  if (changes.name) {
    sets.push('name = ?')
    values.push(changes.name)
  }
  if (sets.length === 0) return sets
  await inject(database).execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, [...values, id])
  return []
}

/** How many there are is asked, and not only whether there are any. */
export async function several(id: number, changes: Changes): Promise<void> {
  const sets: string[] = []
  const values: unknown[] = []
  if (changes.name) {
    sets.push('name = ?')
    values.push(changes.name)
  }
  if (changes.category) {
    sets.push('category = ?')
    values.push(changes.category)
  }
  if (sets.length < 2) return
  await inject(database).execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, [...values, id])
}

/** What decides is only known inside. */
export async function inside(id: number, changes: Changes): Promise<void> {
  const sets: string[] = []
  const values: unknown[] = []
  const name = changes.name?.trim()
  if (name) {
    sets.push('name = ?')
    values.push(name)
  }
  if (sets.length === 0) return
  await inject(database).execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, [...values, id])
}

/** Another name adds to it as well. */
export async function aliased(id: number, changes: Changes): Promise<void> {
  const sets: string[] = []
  const values: unknown[] = []
  const all = sets
  if (changes.name) {
    sets.push('name = ?')
    values.push(changes.name)
  }
  if (changes.category) {
    all.push('category = ?')
    values.push(changes.category)
  }
  if (sets.length === 0) return
  await inject(database).execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, [...values, id])
}

/** It does not lead away, and another statement may not have any part. */
export async function goesOn(id: number, changes: Changes): Promise<void> {
  const sets: string[] = []
  const values: unknown[] = []
  if (changes.name) {
    sets.push('name = ?')
    values.push(changes.name)
  }
  if (sets.length === 0) console.warn('nothing to change')
  await inject(database).execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, [...values, id])
}

/** Where it is forced, nothing is there to be sent. */
export async function forced(id: number, changes: Changes, isForced: boolean): Promise<void> {
  const sets: string[] = []
  const values: unknown[] = []
  if (changes.name) {
    sets.push('name = ?')
    values.push(changes.name)
  }
  if (sets.length === 0 && !isForced) return
  await inject(database).execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, [...values, id])
}

/** It would be another one when asked again. */
export async function byChance(id: number, name: string): Promise<void> {
  const sets: string[] = []
  const values: unknown[] = []
  if (Math.random() > 0.5) {
    sets.push('name = ?')
    values.push(name)
  }
  if (sets.length === 0) return
  await inject(database).execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, [...values, id])
}

/** As many as a list has. */
export async function each(names: string[]): Promise<void> {
  const marks: string[] = []
  for (const _name of names) marks.push('?')
  if (marks.length === 0) return
  await inject(database).execute(`DELETE FROM items WHERE name IN (${marks.join(', ')})`, names)
}

/** One part alone gives other columns. */
export async function columns(isNamed: boolean, isPriced: boolean) {
  const chosen: string[] = []
  if (isNamed) chosen.push('name')
  if (isPriced) chosen.push('price')
  if (chosen.length === 0) return []
  return inject(database).query<Record<string, unknown>>(`SELECT ${chosen.join(', ')} FROM items`, [])
}

/** A name that is given another value where it leads away. */
export async function changed(id: number, name?: string): Promise<void> {
  const sets: string[] = []
  if (name) sets.push('name = ?')
  if (sets.length === 0) {
    name = 'nobody'
    return
  }
  await inject(database).execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, [name, id])
}

/** The name is another one where it is asked. */
export async function shadowed(id: number, name: string | undefined, changes: Changes): Promise<void> {
  const sets: string[] = []
  const values: unknown[] = []
  if (name) {
    sets.push('name = ?')
    values.push(id)
  }
  if (id > 0) {
    const { name } = changes
    if (sets.length === 0) return console.warn(name)
    await inject(database).execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, [...values, id])
  }
}

/** What a comment says in the middle of a test would be said twice. */
export async function explained(id: number, name?: string): Promise<void> {
  const sets: string[] = []
  if (name /* given */ !== undefined) sets.push('name = ?')
  if (sets.length === 0) return
  await inject(database).execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, [name, id])
}
