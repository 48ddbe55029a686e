import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOwners } from './code-owners.js'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'duckshift-owners-'))
  mkdirSync(join(root, '.github'))
  writeFileSync(
    join(root, '.github/CODEOWNERS'),
    `# everything
*                 @core
*.sql             @dba # the schema
/src/services/    @services @api
docs/             @writers
src/lib/*         @lib
/src/**/jobs/     @jobs
/src/services/open
with\\ space/     @space
`,
  )
})
afterAll(() => rmSync(root, { recursive: true }))

describe('codeOwners', () => {
  it.each([
    ['index.ts', ['@core']],
    ['db/schema.sql', ['@dba']],
    ['src/services/a.ts', ['@services', '@api']],
    ['src/services/deep/a.ts', ['@services', '@api']],
    ['src/services/open/a.ts', []],
    ['packages/x/docs/a.ts', ['@writers']],
    ['src/lib/a.ts', ['@lib']],
    ['src/lib/deep/a.ts', ['@core']],
    ['src/a/b/jobs/x.ts', ['@jobs']],
    ['with space/a.ts', ['@space']],
  ])('%s', (file, owners) => expect(codeOwners(root)(file)).toEqual(owners))

  it('knows nobody without the file', () => expect(codeOwners(tmpdir())('a.ts')).toEqual([]))
})
