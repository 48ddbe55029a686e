import { getInstance } from './db'

export async function closed() {
  const instance = await getInstance() // usage: variable closes-in-finally try-catch
  const connection = await instance.connect()
  try {
    return await connection.runAndReadAll('SELECT 1')
  } finally {
    connection.closeSync()
  }
}

export async function leaked() {
  const instance = await getInstance() // usage: variable never-closes
  const connection = await instance.connect()
  return connection.runAndReadAll('SELECT 1')
}
