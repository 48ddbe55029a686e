import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
	constructor(db = inject(database)) {
		super(db)
	}

	named(after: number, name: string | undefined): Promise<{ id: number }[]> {
		let sql = `SELECT id
		FROM items
		WHERE id > ?`
		const params: unknown[] = [after]
		if (name) {
			sql += `
		AND name = ?`
			params.push(name)
		}
		return this.db.query<{ id: number }>(sql, params)
	}
}
