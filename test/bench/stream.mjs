// A stream of 100 million rows: how much memory the process holds at most.
import { Database } from '@duckshift/runtime'
import { asJson, numberOption } from './support/options.mjs'

const rows = numberOption('rows', 100_000_000)
const limitMB = 200
const megabytes = () => process.memoryUsage().rss / 2 ** 20

const db = await Database.open(':memory:')
const before = megabytes()
let most = before
let counted = 0
let sum = 0
let reported = performance.now()
const since = reported
for await (const batch of db.stream(
  `select range::int as id, range % 7 = 0 as seventh from range(${rows})`,
)) {
  counted += batch.length
  sum += batch[batch.length - 1].id
  most = Math.max(most, megabytes())
  if (asJson || performance.now() - reported < 5_000) continue
  reported = performance.now()
  console.error(`${counted} of ${rows} rows, ${most.toFixed(0)} MB at most`)
}
const seconds = (performance.now() - since) / 1e3
await db.close()
const figures = { rows: counted, seconds, beforeMB: before, mostMB: most, limitMB, checksum: sum }
if (asJson) console.log(JSON.stringify(figures, undefined, 2))
else
  console.log(`${counted} rows in ${seconds.toFixed(1)} s; ${most.toFixed(0)} MB at most, limit ${limitMB}`)
if (counted !== rows || (process.argv.includes('--check') && most > limitMB)) process.exitCode = 1
