import { inject } from '@duckshift/runtime'
import { UsersRepository } from './repositories/users-repository.js'

export async function names() {
  return await inject(UsersRepository).listIdAndName()
}

export async function rename(id, name) {
  await inject(UsersRepository).updateNameById(name, id)
}
