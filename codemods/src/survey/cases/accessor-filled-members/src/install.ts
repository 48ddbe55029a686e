import { Store } from './store.js'

export function install() {
  const store = new Store() // usage: variable
  store.later = (sql) => store.first(sql)
  return store.folder
}
