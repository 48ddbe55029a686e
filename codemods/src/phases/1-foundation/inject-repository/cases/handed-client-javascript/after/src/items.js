import { databaseOn } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

/**
 * @param {import('./db.js').Client} db
 * @param {number} id
 */
export async function nameOf(db, id) {
  const row = await new ItemsRepository(databaseOn(db)).findNameById(id)
  return row?.name
}

export const rename = async (db, id, name) => {
  await new ItemsRepository(databaseOn(db)).updateNameById(name, id)
}

export async function dump(db, table) {
  return db.query(`SELECT * FROM ${table}`)
}
