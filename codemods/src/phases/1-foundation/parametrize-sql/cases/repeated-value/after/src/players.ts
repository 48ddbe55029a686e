import { inject } from '@duckshift/runtime'
import { PlayersRepository } from './repositories/players-repository.js'

const TEAM = 'Norman'

declare function next(): number

export async function shares(season: number): Promise<unknown[]> {
  const players = inject(PlayersRepository)
  const rows = await players.summarizeByGradeBySeasonAndTeam(season, TEAM)
  return rows
}

// What is compared with a column of another type each time, and what is asked anew each time, are values of their own.
export async function between(limit: number, start: string): Promise<unknown[]> {
  const players = inject(PlayersRepository)
  const rows = await players.listIdByGradeAtLeastAndSeasonAtLeastAndSeasonAtMost(limit, next(), next(), start, start, limit)
  return rows
}

// What is written is a value for each column.
export async function add(id: number, team: string): Promise<void> {
  const players = inject(PlayersRepository)
  await players.insert(id, team, id, team)
}
