import { getEvents } from './events.js'
import { getDb } from './other.js'
import { getClient } from './users.js'

export async function report() {
  const events = await getEvents() // usage: variable closes
  const users = getClient() // usage: variable
  getDb().prepare('SELECT 1').all()
  const connection = await events.connect()
  await connection.run('SELECT 1')
  connection.closeSync()
  return users.query('SELECT 1')
}
