import { inject } from '@duckshift/runtime'
import { dbAccessor } from './database.js'
import { BooksRepository } from './repositories/books-repository.js'

/** A database that does not open is none of the errors that are caught. */
export async function titlesOrNone(): Promise<unknown> {
  const db = inject(dbAccessor)()
  try {
    return await new Promise((resolve, reject) => {
      db.all('SELECT title FROM books ORDER BY id', (error, rows) => {
        if (error) reject(error)
        else resolve(rows)
      })
    })
  } catch {
    return []
  }
}

/** While one statement stays, the client is asked for where it was. */
export async function lendAll(): Promise<unknown> {
  const db = inject(dbAccessor)()
  try {
    await new Promise<void>((resolve, reject) => {
      db.run('UPDATE books SET copies = 0', (error: Error | null) => {
        console.log('lent')
        if (error) reject(error)
        else resolve()
      })
    })
    return await inject(BooksRepository).listIdAndCopies()
  } catch {
    return []
  }
}
