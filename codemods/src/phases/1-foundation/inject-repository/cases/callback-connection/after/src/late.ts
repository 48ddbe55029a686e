export async function remove(id: number): Promise<void> {
  const { inject } = await import("@duckshift/runtime")
  const { withConnectionAccessor } = await import("./database.js")
  await inject(withConnectionAccessor)(async (connection) => {
    const { repositoryOn } = await import("@duckshift/runtime/compat/neo")
    const { ItemsRepository } = await import("./repositories/items-repository.js")
    const items = repositoryOn(ItemsRepository, connection)
    await items.deleteById(id)
  })
}

export async function rename(id: number, name: string): Promise<void> {
  const { inject } = await import('@duckshift/runtime')
  const { withConnectionAccessor } = await import('./database.js')
  // Not a function that could wait for anything else first.
  await inject(withConnectionAccessor)((connection) => connection.run('UPDATE items SET name = ? WHERE id = ?', [name, id]))
}
