import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { duckshift, repository, temporaryFolder } from '../support/project.js'

const given = join(
  repository,
  'codemods/src/phases/1-foundation/inject-repository/cases/across-packages/before',
)

function tsc(root: string, ...args: readonly string[]): string {
  const program = join(repository, 'node_modules/.bin/tsc')
  return spawnSync(program, args, { cwd: root, encoding: 'utf8' }).stdout
}

it('packages that are built get at what others export once these are built again', () => {
  const root = temporaryFolder()
  cpSync(given, root, { recursive: true })
  for (const name of ['@duckdb', '@types', '@duckshift']) {
    mkdirSync(join(root, 'node_modules'), { recursive: true })
    symlinkSync(join(repository, 'node_modules', name), join(root, 'node_modules', name))
  }
  mkdirSync(join(root, 'node_modules/@shop'))
  symlinkSync(join(root, 'packages/db'), join(root, 'node_modules/@shop/db'))
  const options = { target: 'es2022', module: 'nodenext', strict: true, skipLibCheck: true, types: ['node'] }
  const write = (path: string, content: unknown) => writeFileSync(join(root, path), JSON.stringify(content))
  write('tsconfig.json', { compilerOptions: { ...options, noEmit: true }, include: ['packages/*/src'] })
  write('packages/db/tsconfig.json', {
    compilerOptions: { ...options, rootDir: 'src', outDir: 'dist', declaration: true },
    include: ['src'],
  })
  write('packages/db/package.json', {
    name: '@shop/db',
    type: 'module',
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
    dependencies: { '@duckdb/node-api': '^1.5.0' },
  })
  expect(tsc(root, '-p', 'packages/db')).toBe('')
  expect(tsc(root, '-p', '.')).toBe('')

  writeFileSync(
    join(root, 'packages/api/src/db.ts'),
    "export { getDuckDBClient as client } from '@shop/db'\n",
  )
  writeFileSync(
    join(root, 'packages/api/src/more.ts'),
    "import { client } from './db.js'\n\nexport const more = () => client().query<{ id: number }>('SELECT id FROM items')\n",
  )
  const { code, out } = duckshift(root, 'run', '1', '--write', '--json')
  expect(code).toBe(0)
  const { changes, rehearsal } = JSON.parse(out) as {
    changes: readonly { readonly reason: string }[]
    rehearsal: { readonly newDiagnostics: readonly unknown[] }
  }
  expect(rehearsal.newDiagnostics).toEqual([])
  expect(changes.filter(({ reason }) => reason.endsWith('Build the packages again.'))).toHaveLength(3)
  const items = readFileSync(join(root, 'packages/api/src/items.ts'), 'utf8')
  expect(items).toContain("import { database, ItemsRepository } from '@shop/db'")
  // By a path into its sources there would be a second database.
  const more = readFileSync(join(root, 'packages/api/src/more.ts'), 'utf8')
  expect(more).toContain("import { ItemsRepository } from '@shop/db'")
  expect(tsc(root, '-p', '.')).toContain('TS2305')
  rmSync(join(root, 'packages/db/dist'), { recursive: true })
  expect(tsc(root, '-p', 'packages/db')).toBe('')
  expect(tsc(root, '-p', '.')).toBe('')
})
