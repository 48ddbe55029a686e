import { writeFileSync } from 'node:fs'
import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

const seen: number[] = []

function remember(id: number): void {
  seen.push(id)
}

export async function notifyInside(id: number, send: (id: number) => Promise<void>): Promise<void> {
  const db = inject(database)
  const items = inject(ItemsRepository)
  await db.transaction(async () => {
    await items.updateCategoryById(id)
    await send(id)
  }, { retry: false })
}

export async function countInside(id: number): Promise<void> {
  const db = inject(database)
  const items = inject(ItemsRepository)
  await db.transaction(async () => {
    await items.deleteById(id)
    remember(id)
  }, { retry: false })
}

export async function exportInside(path: string): Promise<void> {
  const db = inject(database)
  const items = inject(ItemsRepository)
  await db.transaction(async () => {
    const rows = await items.listName()
    writeFileSync(path, rows.map((row) => row.name).join('\n'))
    await items.deleteAll()
  }, { retry: false })
}
