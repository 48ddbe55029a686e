import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { clean, escapeSql, Text } from './escape.js'
import * as texts from './escape.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function byConstant(name: string) {
  const items = inject(ItemsRepository)
  return items.listIdByName(name)
}

export async function byHelper(name: string) {
  const items = inject(ItemsRepository)
  return items.listIdByName(name)
}

export async function byVariable(name: string) {
  let text = name
  if (name.includes("'")) text = escapeSql(name)
  const db = inject(database)
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${text}'`)
}

export async function byCleaned(name: string) {
  const db = inject(database)
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${clean(name)}'`)
}

export async function byTrimmed(name: string) {
  const db = inject(database)
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${name.replace(/'/g, "''").trim()}'`)
}

export async function byEach(names: string[]) {
  const db = inject(database)
  const texts = names.map((name) => escapeSql(name))
  for (const text of texts) {
    await db.query(`UPDATE items SET seen = true WHERE name = '${text}'`)
  }
}

export async function byStatic(name: string) {
  const db = inject(database)
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${Text.whole(name)}'`)
}

export async function byModule(name: string) {
  const db = inject(database)
  return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${texts.clean(name)}'`)
}

export class Items {
  whole(text: string): string {
    return text.split("'").join("''")
  }

  async byMethod(name: string) {
    const db = inject(database)
    return db.query<{ id: number }>(`SELECT id FROM items WHERE name = '${this.whole(name)}'`)
  }
}
