import { inject } from '@duckshift/runtime'
import { UsersRepository } from './repositories/users-repository.js'

export async function rename(id: number, name: string): Promise<boolean> {
  return (await inject(UsersRepository).updateNameById(name, id)) > 0
}

export async function nameOf(id: number): Promise<string | undefined> {
  const [row] = await inject(UsersRepository).findNameById(id)
  return row?.name
}
