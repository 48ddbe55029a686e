import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { project } from '../support/project.js'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const manifest = JSON.parse(readFileSync(join(repository, 'runtime/package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, { readonly require: { readonly default: string } } | string>>
}
const entries = Object.values(manifest.exports).flatMap((entry) =>
  typeof entry === 'string' ? [] : [join(repository, 'runtime', entry.require.default)],
)

function run(script: string, cwd = repository): string {
  return execFileSync(process.execPath, ['-e', script], { cwd, encoding: 'utf8' })
}

describe('the runtime in CommonJS', () => {
  it('is one copy for import and require', () => {
    const script = `const required = require('@duckshift/runtime')
      import('@duckshift/runtime').then((imported) => console.log(required.Database === imported.Database))`
    expect(run(script)).toBe('true\n')
  })

  it('works where only CommonJS is loaded, as in jest', () => {
    const script = `for (const entry of ${JSON.stringify(entries)}) require(entry)
      const { Database } = require(${JSON.stringify(entries[0])})
      const work = async () => {
        const db = await Database.open(':memory:')
        await db.execute('CREATE TABLE t (n INTEGER)')
        await db.transaction(() => db.execute('INSERT INTO t VALUES (42)'))
        console.log(JSON.stringify(await db.query('SELECT n FROM t')))
        await db.close()
      }
      work()`
    expect(run(script)).toBe('[{"n":42}]\n')
  })

  it('has types that a CommonJS project may require', () => {
    const root = project({
      'package.json': '{ "name": "app", "private": true }',
      'tsconfig.json': JSON.stringify({
        compilerOptions: { module: 'node16', strict: true, noEmit: true, skipLibCheck: true, types: [] },
      }),
      'app.ts': `import { Database } from '@duckshift/runtime'
export const open = (): Promise<Database> => Database.open('app.duckdb')
`,
    })
    writeFileSync(
      join(root, 'wrong.ts'),
      `import { Nothing } from '@duckshift/runtime'\nexport { Nothing }\n`,
    )
    const compiler = join(repository, 'node_modules/typescript/bin/tsc')
    const check = () => execFileSync(process.execPath, [compiler, '-p', root], { encoding: 'utf8' })
    expect(check).toThrow()
    writeFileSync(join(root, 'wrong.ts'), 'export {}\n')
    expect(check()).toBe('')
  })
})
