import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { PlayersRepository } from './repositories/players-repository.js'

declare function next(): string

export async function joinedPer(unit: 'month' | 'year'): Promise<unknown[]> {
  const players = inject(PlayersRepository)
  const rows = await players.summarizeByJoined(unit)
  return rows
}

export async function heads(separator: string): Promise<unknown[]> {
  const players = inject(PlayersRepository)
  const rows = await players.summarize(separator)
  return rows
}

// What is asked anew each time cannot be one parameter.
export async function asked(): Promise<unknown[]> {
  const connection = inject(database)
  const rows = await connection.query(
    `SELECT split_part(team, '${next()}', 1) AS head FROM players GROUP BY split_part(team, '${next()}', 1)`,
  )
  return rows
}
