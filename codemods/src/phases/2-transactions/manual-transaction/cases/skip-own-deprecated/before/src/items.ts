import { Store } from './db.js'

const store = new Store()
await store.open()

export const archive = () => store.archive()
