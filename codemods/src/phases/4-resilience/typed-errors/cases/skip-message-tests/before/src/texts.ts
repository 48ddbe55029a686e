import { readFile } from 'node:fs/promises'
import { getClient } from './db.js'

export async function config(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as Error).message.includes('ENOENT')) return ''
    throw error
  }
}

export async function names(id: number, name: string): Promise<string> {
  try {
    await getClient().execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
    return 'added'
  } catch (error) {
    const { message } = error as Error
    if (message.includes('Duplicate key "id: 1"')) return 'the first'
    if (message.includes('primary key constraint')) return 'one kind of key'
    if (/does not exist/.test(message)) return 'several kinds'
    if (message === 'TransactionContext Error: Conflict on update!') return 'one kind of conflict'
    if (message.length > 100) return 'long'
    throw error
  }
}

export async function generic(id: number, load: (id: number) => Promise<number>): Promise<number> {
  try {
    await getClient().query('SELECT * FROM items WHERE id = ?', [id])
    return await load(id)
  } catch (error) {
    if (error instanceof Error && error.message.includes('does not exist')) return 0
    throw error
  }
}

export async function remembers(id: number): Promise<boolean> {
  const test = /Constraint Error/g
  try {
    await getClient().execute('DELETE FROM items WHERE id = ?', [id])
    return true
  } catch (error) {
    return !test.test((error as Error).message)
  }
}

export function said(message: string): boolean {
  return message.includes('Constraint Error')
}
