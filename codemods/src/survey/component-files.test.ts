import { expect, it } from 'vitest'
import { project } from '../../../test/support/project.js'
import { survey } from './survey.js'

const files = {
  'src/db.ts': `import { DuckDBInstance } from '@duckdb/node-api'
let connection: Awaited<ReturnType<DuckDBInstance['connect']>> | undefined
export async function getDb() {
  connection ??= await (await DuckDBInstance.create('app.db')).connect()
  return connection
}
`,
  'src/App.vue': `<script setup lang="ts">\nimport { getDb } from './db'\nconst db = await getDb()\n</script>\n`,
  'src/Page.svelte': `<script>\n  import { getDb } from "./db.js"\n</script>\n`,
  'src/Plain.vue': `<script setup>\nimport { ref } from 'vue'\nimport { other } from './db'\n</script>\n`,
}

it('names the components that import an accessor, whose scripts are not read', () => {
  const unread = survey({ root: project(files) }).unreadable.map(({ file, reason }) => `${file} ${reason}`)
  expect(unread).toEqual(['src/App.vue component', 'src/Page.svelte component'])
})
