import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { projectFiles } from './project-files.js'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'duckshift-git-ignored-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

test('what git ignores is no source file, a nearer list counts, and comments and anchors are read', () => {
  write({
    '.gitignore': '# built\nlib/\n/generated\n*.gen.ts\n!kept.gen.ts\n',
    'src/a.ts': '',
    'src/b.gen.ts': '',
    'src/kept.gen.ts': '',
    'src/generated/c.ts': '',
    'generated/d.ts': '',
    'lib/src/a.js': '',
    'packages/p/lib/e.js': '',
    'packages/p/.gitignore': '*.js\n!*.gen.ts\n',
    'packages/p/f.js': '',
    'packages/p/g.gen.ts': '',
    'packages/q/h.js': '',
  })
  expect(projectFiles(root).sources).toEqual([
    'packages/p/g.gen.ts',
    'packages/q/h.js',
    'src/a.ts',
    'src/generated/c.ts',
    'src/kept.gen.ts',
  ])
})

test('the lists of the repository around a project hold for it', () => {
  write({
    '.git/HEAD': '',
    '.gitignore': 'built\npackages/api/local.ts\n',
    'packages/.gitignore': '*.tmp.ts',
    'packages/api/src/a.ts': '',
    'packages/api/src/b.tmp.ts': '',
    'packages/api/built/a.js': '',
    'packages/api/local.ts': '',
  })
  expect(projectFiles(join(root, 'packages/api')).sources).toEqual(['src/a.ts'])
})

test('a project in a folder that is ignored, and files that are named, are read all the same', () => {
  write({ '.git/HEAD': '', '.gitignore': 'scratch\n*.gen.ts\n', 'scratch/try/a.ts': '', 'src/b.gen.ts': '' })
  expect(projectFiles(join(root, 'scratch/try')).sources).toEqual(['a.ts'])
  expect(projectFiles(root).sources).toEqual([])
  expect(projectFiles(root, { include: ['src/**'] }).sources).toEqual(['src/b.gen.ts'])
})

test('without a repository, lists above the project say nothing of it', () => {
  write({ '.gitignore': '*', 'project/a.ts': '' })
  expect(projectFiles(join(root, 'project')).sources).toEqual(['a.ts'])
})
