import { type Client, getClient } from './db.js'

/** Opened by whoever uses it first. */
export const lazy = new Proxy({} as Client, {
  get: (_target, name) => Reflect.get(getClient(), name),
})

export const handler =
  <R>(answer: (request: { id: number }, client: Client) => Promise<R>) =>
  (request: { id: number }): Promise<R> =>
    answer(request, getClient())
