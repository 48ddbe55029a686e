import { expect, it } from 'vitest'
import { project } from '../../../../../test/support/project.js'
import type { Planning } from '../../../plan/planning.js'
import { Project } from '../../../survey/project.js'
import { repositoriesFolder } from './repositories-folder.js'

/** Where repositories go in a package of these files. */
function folderOf(client: string, paths: readonly string[], manifest: object = {}): string {
  const root = project({
    'package.json': JSON.stringify(manifest),
    ...Object.fromEntries([client, ...paths].map((path) => [path, ''])),
  })
  return repositoriesFolder({ survey: { project: new Project(root) } } as unknown as Planning, client)
}

it('makes repositories beside the folder that is about the database', () => {
  expect(folderOf('src/db/client.ts', ['src/items.ts'])).toBe('src/repositories')
  expect(folderOf('lib/db/client.js', ['lib/items.js'])).toBe('lib/repositories')
  expect(folderOf('src/items/client.ts', ['src/app.ts'])).toBe('src/items/repositories')
  expect(folderOf('client.ts', ['items.ts'])).toBe('repositories')
})

it('makes them in the folder at the top that has all the code', () => {
  expect(folderOf('lib/db.js', ['lib/items.js'])).toBe('lib/repositories')
  expect(folderOf('lib/db.js', ['test/items.test.js', 'bin/serve.js', 'vitest.config.js'])).toBe(
    'lib/repositories',
  )
  expect(folderOf('lib/db.ts', ['app/page.tsx'])).toBe('repositories')
  expect(folderOf('lib/db.js', ['server.js'])).toBe('repositories')
  expect(folderOf('lib/db.js', ['src/app.js'])).toBe('repositories')
})

it('makes them where the package publishes them', () => {
  expect(folderOf('lib/db.js', ['index.js'], { files: ['index.js', 'lib/'] })).toBe('lib/repositories')
  expect(folderOf('lib/db.js', ['index.js'], { files: ['lib', 'repositories'] })).toBe('repositories')
  expect(folderOf('lib/db.js', ['index.js'], { files: ['**/*.js', 'lib'] })).toBe('repositories')
  expect(folderOf('lib/db.ts', ['src/app.ts'], { files: ['lib'] })).toBe('repositories')
})

it('leaves them where an earlier run made some', () => {
  const made = ['repositories/items-repository.js', 'index.js']
  expect(folderOf('lib/db.js', made, { files: ['lib'] })).toBe('repositories')
})

it('knows the package of a workspace', () => {
  const paths = ['packages/a/package.json', 'packages/b/lib/app.js', 'server.js']
  const root = project({
    'package.json': '{}',
    'packages/b/package.json': '{}',
    ...Object.fromEntries(['packages/a/lib/db.js', ...paths].map((path) => [path, '{}'])),
  })
  const planning = { survey: { project: new Project(root) } } as unknown as Planning
  expect(repositoriesFolder(planning, 'packages/a/lib/db.js')).toBe('packages/a/lib/repositories')
})
