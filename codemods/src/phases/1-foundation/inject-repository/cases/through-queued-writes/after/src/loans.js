import { inject } from '@duckshift/runtime'
import { executeAccessor } from './database.js'
import { LoansRepository } from './repositories/loans-repository.js'

export async function lend(id, book, reader) {
  await inject(LoansRepository).insert(id, book, reader)
}

export async function reserve(book) {
  await inject(LoansRepository).insert(crypto.randomUUID(), book, null)
}

/** What it gives is not told here. */
export const giveBack = (id) => inject(executeAccessor)('DELETE FROM loans WHERE id = ?', [id])

export const ofReader = (reader) => inject(LoansRepository).listByReader(reader)
