import { type Client, getClient } from './client.js'

export const lazy = new Proxy({} as Client, { // accessor: instance wraps
  get: (_target, name) => {
    const client = getClient() // usage: variable
    const value = Reflect.get(client, name)
    return typeof value === 'function' ? value.bind(client) : value
  },
})

export const query = (...values: Parameters<Client['query']>) => getClient().query(...values) // usage: direct-call

export const handler =
  <R>(answer: (request: { id: number }, client: Client) => Promise<R>) =>
  (request: { id: number }) =>
    answer(request, getClient()) // usage: argument

/** Nothing of the client. */
export const settings = new Proxy({} as Record<string, string>, { get: (_target, name) => String(name) })
