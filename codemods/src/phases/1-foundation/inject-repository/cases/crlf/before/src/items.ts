import { getClient } from './db.js'

// names, in no order
export async function names() {
	const db = getClient()
	return db.query<{ name: string }>(
		'SELECT name FROM items',
	)
}
