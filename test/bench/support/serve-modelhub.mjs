// One build of modelhub with rows in it, behind HTTP: node serve-modelhub.mjs DIST. Tells its port to the parent.
import { pathToFileURL } from 'node:url'

const load = (path) => import(pathToFileURL(`${process.argv[2]}/src/${path}`).href)
const { applySchema, getDuckDBClient } = await load('db/index.js')
const { createApp } = await load('http/app.js')

await applySchema()
const client = getDuckDBClient()
for (const statement of [
  "INSERT INTO teams (id, name, quota) SELECT 't' || i, 'team ' || i, 50 FROM range(40) AS r(i)",
  "INSERT INTO models (id, name, team_id, created_at) SELECT 'm' || i, 'model ' || i, 't' || (i % 40), TIMESTAMP '2024-01-01' FROM range(400) AS r(i)",
  "INSERT INTO tags (model_id, tag) SELECT 'm' || (i % 400), 'tag ' || i FROM range(1200) AS r(i)",
  "INSERT INTO experiments (id, model_id, name, status, started_at) SELECT 'e' || i, 'm' || (i % 10), 'experiment ' || i, 'running', TIMESTAMP '2024-01-01' FROM range(600) AS r(i)",
  "INSERT INTO run_metrics (experiment_id, name, step, value) SELECT 'e' || (i % 600), 'loss', i, i / 7 FROM range(6000) AS r(i)",
])
  await client.execute(statement)
const server = await createApp().listen(0)
process.send({ port: server.address().port })
process.on('disconnect', () => process.exit(0))
