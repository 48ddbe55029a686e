import { getClient } from '../../../db.js'

export async function GET(): Promise<Response> {
  const rows = await getClient().query<{ shelf: string; n: number }>(
    'SELECT shelf, count(*) AS n FROM items GROUP BY shelf',
  )
  return Response.json(rows)
}

export async function POST(): Promise<Response> {
  const rows = await getClient().query<{ shelf: string; worth: number }>(
    'SELECT shelf, sum(price) AS worth FROM items GROUP BY shelf',
  )
  return Response.json(rows)
}
