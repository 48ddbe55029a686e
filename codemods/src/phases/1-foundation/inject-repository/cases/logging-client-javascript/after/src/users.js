import { inject } from '@duckshift/runtime'
import { UsersRepository } from './repositories/users-repository.js'

export async function names() {
  const rows = await inject(UsersRepository).listIdAndName()
  return rows.map(({ name }) => name)
}

export async function userOf(id) {
  return await inject(UsersRepository).findIdAndNameById(id)
}

export async function rename(id, name) {
  await inject(UsersRepository).updateNameById(name, id)
}
