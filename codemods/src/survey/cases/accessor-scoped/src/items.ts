import { withConnection } from './db.js'

export const names = () => withConnection(async (connection) => (await connection.run('SELECT 1')).getRows()) // usage: callback-scoped

export const moved = () =>
  withConnection(async (connection) => { // usage: manual-transaction several-queries
    await connection.run('BEGIN')
    await connection.run('UPDATE items SET n = n + 1')
    await connection.run('COMMIT')
  })
