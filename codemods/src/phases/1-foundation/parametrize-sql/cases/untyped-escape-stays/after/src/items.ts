import { inject } from '@duckshift/runtime'
import { database } from './database.js'

function escapeSql(value: any) {
  return value ? value.replace(/'/g, "''") : ''
}

export async function byHelper(name: any) {
  const db = inject(database)
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${escapeSql(name)}'`)
}

export async function byMember(filters: any) {
  filters.name = escapeSql(filters.name)
  const db = inject(database)
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${filters.name}'`)
}

export async function byNumber(id: any) {
  const db = inject(database)
  return db.query<{ id: number }>(`SELECT id FROM items WHERE id = ${id}`)
}

export async function byUnknown(name: unknown) {
  const db = inject(database)
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${name}'`)
}

export async function escaped(name: any) {
  const db = inject(database)
  return db.query<{ id: number }>(`SELECT id FROM items WHERE category = '${name.replace(/'/g, "''")}'`)
}
