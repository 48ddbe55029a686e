import { inject } from '@duckshift/runtime'
import { transactionOn } from '@duckshift/runtime/compat/neo'
import { storeAccessor } from './database.js'

export async function move(from: number, to: number): Promise<void> {
  const store = await inject(storeAccessor)()
  await transactionOn(store.connection, async () => {
    await store.connection.run('UPDATE tags SET item_id = ? WHERE item_id = ?', [to, from])
    await store.connection.run('DELETE FROM items WHERE id = ?', [from])
  })
}
