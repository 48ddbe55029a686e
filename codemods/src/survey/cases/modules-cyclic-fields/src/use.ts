import { getConnection, Node } from './db.js'

export async function load(tree: Node) {
  const connection = await getConnection() // usage: variable
  tree.adopt(new Node())
  return connection.runAndReadAll('SELECT 1')
}
