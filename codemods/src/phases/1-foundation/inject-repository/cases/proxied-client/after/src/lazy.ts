import { inject } from '@duckshift/runtime'
import { type Client } from './db.js'
import { clientAccessor } from './database.js'

/** Opened by whoever uses it first. */
export const lazy = new Proxy({} as Client, {
  get: (_target, name) => Reflect.get(inject(clientAccessor)(), name),
})

export const handler =
  <R>(answer: (request: { id: number }, client: Client) => Promise<R>) =>
  (request: { id: number }): Promise<R> =>
    answer(request, inject(clientAccessor)())
