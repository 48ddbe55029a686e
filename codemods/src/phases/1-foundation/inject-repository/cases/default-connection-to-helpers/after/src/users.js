import { inject } from '@duckshift/runtime'
import { UsersRepository } from './repositories/users-repository.js'

export async function names() {
  const users = inject(UsersRepository)
  const rows = await users.listIdAndName()
  return rows.map(({ name }) => name)
}

export async function rename(id, name) {
  const users = inject(UsersRepository)
  await users.updateNameById(name, id)
}
