import { getInstance } from './db.js'

const TEAM = 'Norman'

declare function next(): number

export async function shares(season: number): Promise<unknown[]> {
  const database = await getInstance()
  const connection = await database.connect()
  try {
    const reader = await connection.runAndReadAll(`
      WITH everybody AS (SELECT count(*) AS n FROM players WHERE season = ${season} AND team = '${TEAM}')
      SELECT grade, count(*) / (SELECT n FROM everybody) AS share
      FROM players
      WHERE season = ${season} AND team = '${TEAM}'
      GROUP BY grade
      ORDER BY grade
    `)
    return reader.getRowObjects()
  } finally {
    connection.closeSync()
  }
}

// What is compared with a column of another type each time, and what is asked anew each time, are values of their own.
export async function between(limit: number, start: string): Promise<unknown[]> {
  const database = await getInstance()
  const connection = await database.connect()
  try {
    const reader = await connection.runAndReadAll(
      `SELECT id FROM players WHERE grade >= ${limit} AND season >= ${next()} AND season <= ${next()} AND code <> '${start}' AND joined >= '${start}' LIMIT ${limit}`,
    )
    return reader.getRowObjects()
  } finally {
    connection.closeSync()
  }
}

// What is written is a value for each column.
export async function add(id: number, team: string): Promise<void> {
  const database = await getInstance()
  const connection = await database.connect()
  try {
    await connection.run(`INSERT INTO players (id, team, season, code) VALUES (${id}, '${team}', ${id}, '${team}')`)
  } finally {
    connection.closeSync()
  }
}
