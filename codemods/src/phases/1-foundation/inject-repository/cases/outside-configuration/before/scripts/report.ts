import { getClient } from '../src/db'

async function report(): Promise<void> {
  const rows = await getClient().query<{ n: number }>('SELECT count(*)::INTEGER AS n FROM items')
  console.log(rows[0]!.n)
}

void report()
