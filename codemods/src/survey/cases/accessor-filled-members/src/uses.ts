import type { Store } from './store.js'

export const handled = (store: Store) => store.handlers.count?.('') // usage: parameter

export const later = (store: Store) => store.later?.('SELECT 1') // usage: parameter

export const folder = (store: Store) => store.folder
