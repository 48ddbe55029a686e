import { plain } from './plain.js'
import { handler, lazy, query, settings } from './proxy.js'

export const all = () => lazy.query('SELECT id FROM items') // usage: direct-call
export const names = () => plain.query('SELECT name FROM items') // usage: direct-call
export const cheap = () => query('SELECT id FROM items WHERE price < ?', [1]) // usage: direct-call bound-parameters
export const one = handler(async (request, client) => client.query('SELECT id FROM items WHERE id = ?', [request.id])) // usage: callback-scoped bound-parameters
export const setting = () => settings.query
