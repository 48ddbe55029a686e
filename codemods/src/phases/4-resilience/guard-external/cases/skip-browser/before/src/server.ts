import { getClient } from './db.js'

export interface Row {
  id: number
}

/** Only its types come to the page. */
export async function serve(): Promise<Row[]> {
  return getClient().query<Row>('SELECT id FROM items ORDER BY id')
}
