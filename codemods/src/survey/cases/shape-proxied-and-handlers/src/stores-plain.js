import { AsyncLocalStorage } from 'node:async_hooks'
import { getClient } from './client.js'

const store = new AsyncLocalStorage()
const names = new AsyncLocalStorage()

export const within = (work) => store.run(getClient(), () => names.run('a', work)) // usage: argument
export const all = () => store.getStore().query('SELECT id FROM items') // usage: direct-call
export const name = () => names.getStore().query
