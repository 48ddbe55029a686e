import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

export interface PlayersSummarizeByGradeBySeasonAndTeamRow {
  grade: number | null
  share: number | null
}

export interface PlayersIdByGradeAtLeastAndSeasonAtLeastAndSeasonAtMostRow {
  id: number
}

/** Data access to `players`. */
export class PlayersRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  summarizeByGradeBySeasonAndTeam(
    season: number,
    team: string,
  ): Promise<PlayersSummarizeByGradeBySeasonAndTeamRow[]> {
    return this.db.query<PlayersSummarizeByGradeBySeasonAndTeamRow>(
      `
      WITH everybody AS (SELECT count(*) AS n FROM players WHERE season = $1 AND team = $2)
      SELECT grade, count(*) / (SELECT n FROM everybody) AS share
      FROM players
      WHERE season = $1 AND team = $2
      GROUP BY grade
      ORDER BY grade
    `,
      [season, team],
    )
  }

  listIdByGradeAtLeastAndSeasonAtLeastAndSeasonAtMost(
    limit: number,
    season: number,
    season2: number,
    start: string,
    joined: Date | string,
    limit2: number,
  ): Promise<PlayersIdByGradeAtLeastAndSeasonAtLeastAndSeasonAtMostRow[]> {
    return this.db.query<PlayersIdByGradeAtLeastAndSeasonAtLeastAndSeasonAtMostRow>(
      'SELECT id FROM players WHERE grade >= ? AND season >= ? AND season <= ? AND code <> ? AND joined >= ? LIMIT ?',
      [limit, season, season2, start, joined, limit2],
    )
  }

  async insert(id: number, team: string, season: number, code: string): Promise<void> {
    await this.db.execute(
      'INSERT INTO players (id, team, season, code) VALUES (?, ?, ?, ?)',
      [id, team, season, code],
    )
  }
}
