import store from './db.js'

export async function forget(id) {
  await store.run(`DELETE FROM users WHERE id = ${Number(id)}`) // usage: direct-call interpolated-sql
}
