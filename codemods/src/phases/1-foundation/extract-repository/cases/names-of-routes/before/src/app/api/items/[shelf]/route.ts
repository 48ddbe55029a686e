import { getClient } from '../../../../db.js'

export async function GET(): Promise<Response> {
  const rows = await getClient().query<{ shelf: string; dearest: number }>(
    'SELECT shelf, max(price) AS dearest FROM items GROUP BY shelf',
  )
  return Response.json(rows)
}
