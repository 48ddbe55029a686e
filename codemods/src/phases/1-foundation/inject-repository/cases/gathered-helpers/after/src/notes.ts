import { inject } from '@duckshift/runtime'
import { DbNotesRepository } from './repositories/db-notes-repository.js'
import { NotesRepository } from './repositories/notes-repository.js'

export async function star(id: number) {
  await inject(NotesRepository).updateStarredById(id)
  return inject(NotesRepository).findStarredById(id)
}

export async function rename(id: number, text: string) {
  // Both ways lead to the same function.
  await inject(NotesRepository).updateTextById(text, id)
  return inject(NotesRepository).findTextById(id)
}

export async function remove(id: number) {
  const dbNotes = inject(DbNotesRepository)
  await dbNotes.deleteById(id)
}
