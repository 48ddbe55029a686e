import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `players`. */
export class PlayersRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  summarizeByJoined(unit: string): Promise<Record<string, unknown>[]> {
    return this.db.query<Record<string, unknown>>(
      'SELECT date_trunc($1, joined) AS start, count(*) AS n FROM players GROUP BY date_trunc($1, joined) ORDER BY date_trunc($1, joined)',
      [unit],
    )
  }

  summarize(separator: string): Promise<Record<string, unknown>[]> {
    return this.db.query<Record<string, unknown>>(
      'SELECT split_part(team, $1, 1) AS head, count(*) AS n FROM players GROUP BY split_part(team, $1, 1)',
      [separator],
    )
  }
}
