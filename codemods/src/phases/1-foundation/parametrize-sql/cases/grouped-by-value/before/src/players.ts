import { getInstance } from './db.js'

declare function next(): string

export async function joinedPer(unit: 'month' | 'year'): Promise<unknown[]> {
  const database = await getInstance()
  const connection = await database.connect()
  try {
    const reader = await connection.runAndReadAll(
      `SELECT date_trunc('${unit}', joined) AS start, count(*) AS n FROM players GROUP BY date_trunc('${unit}', joined) ORDER BY date_trunc('${unit}', joined)`,
    )
    return reader.getRowObjects()
  } finally {
    connection.closeSync()
  }
}

export async function heads(separator: string): Promise<unknown[]> {
  const database = await getInstance()
  const connection = await database.connect()
  try {
    const reader = await connection.runAndReadAll(
      `SELECT split_part(team, '${separator}', 1) AS head, count(*) AS n FROM players GROUP BY split_part(team, '${separator}', 1)`,
    )
    return reader.getRowObjects()
  } finally {
    connection.closeSync()
  }
}

// What is asked anew each time cannot be one parameter.
export async function asked(): Promise<unknown[]> {
  const database = await getInstance()
  const connection = await database.connect()
  try {
    const reader = await connection.runAndReadAll(
      `SELECT split_part(team, '${next()}', 1) AS head FROM players GROUP BY split_part(team, '${next()}', 1)`,
    )
    return reader.getRowObjects()
  } finally {
    connection.closeSync()
  }
}
