import { getClient } from './db.js'

export interface Hook {
  id: number
  path: string
}


/** Calls everybody who wants to know. Failures are counted, never thrown. */
export async function notify(hooks: Hook[], payload: unknown): Promise<number> {
  let delivered = 0
  for (const hook of hooks) {
    try {
      const res = await fetch(`${process.env.HOOKS_URL}/${hook.path}`, {
        method: 'POST',
        body: JSON.stringify(payload),
        signal: AbortSignal.timeout(2000), // each
      })
      if (!res.ok) throw new Error(`status ${res.status}`)
      delivered++
    } catch (e) {
      await getClient().execute('UPDATE items SET category = ? WHERE id = ?', ['failed', hook.id])
    }
  }
  return delivered
}
