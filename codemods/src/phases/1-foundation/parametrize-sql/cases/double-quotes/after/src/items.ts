import { inject } from "@duckshift/runtime"
import { ItemsRepository } from "./repositories/items-repository.js"

export function like(name: string) {
  return inject(ItemsRepository).listByNameLike(`%${name}%`)
}

export function plain(id: number) {
  return inject(ItemsRepository).findById(id)
}

export function quoted(name: string) {
  return inject(ItemsRepository).listNameByName(name)
}
