export async function names() {
  const { inject } = await import('@duckshift/runtime')
  const { ItemsRepository } = await import('./repositories/items-repository.js')
  const items = inject(ItemsRepository)
  return items.listName()
}
