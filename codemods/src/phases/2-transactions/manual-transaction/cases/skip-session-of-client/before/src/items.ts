import { Store } from './db.js'

const store = new Store()

export const rename = (id: number, name: string) => store.rename(id, name)
export const clear = () => store.clear()
