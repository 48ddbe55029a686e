import { initTRPC } from '@trpc/server'
import { getConnection } from './db.js'

export async function createContext() { // accessor: async-function
  const store = await getConnection() // usage: variable
  return { store }
}

const t = initTRPC.context<Awaited<ReturnType<typeof createContext>>>().create()

export const router = t.router({
  items: t.procedure.query(async ({ ctx }) => {
    const reader = await ctx.store.runAndReadAll('SELECT name FROM items') // usage: direct-call
    return reader.getRowObjectsJson()
  }),
})
