import { getClient } from './db.js'

export async function named(name?: string, after = 0) {
	let sql = `SELECT id
		FROM items
		WHERE id > ?`
	const params: unknown[] = [after]
	if (name) {
		sql += `
		AND name = ?`
		params.push(name)
	}
	return getClient().query<{ id: number }>(sql, params)
}
