import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { mayWriteDeclarations } from './may-write-declarations.js'

const roots: string[] = []

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
})

function project(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'may-write-'))
  roots.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

test('no configuration near the file speaks of declarations', () => {
  const root = project({
    'tsconfig.json': '{ "compilerOptions": { "strict": true, "declaration": false } }',
    'other/tsconfig.json': '{ "compilerOptions": { "declaration": true } }',
  })
  expect(mayWriteDeclarations(root, 'src/db.ts')).toBe(false)
})

test('a configuration says so itself, in a folder above, or by what it extends', () => {
  const root = project({
    'tsconfig.base.json': '{ /* built as a library */ "compilerOptions": { "composite": true } }',
    'packages/a/tsconfig.build.json': '{ "extends": ["../../tsconfig.base"] }',
    'packages/b/tsconfig.json': '{ "extends": "../c/tsconfig.json" }',
    'packages/c/tsconfig.json': '{ "extends": "../b/tsconfig.json" }',
  })
  expect(mayWriteDeclarations(root, 'packages/a/src/deep/db.ts')).toBe(true)
  rmSync(join(root, 'tsconfig.base.json'))
  expect(mayWriteDeclarations(root, 'packages/b/src/db.ts')).toBe(false)
})

test('a package may say so', () => {
  const root = project({ 'tsconfig.json': '{ "extends": "@shared/tsconfig/library.json" }' })
  expect(mayWriteDeclarations(root, 'src/db.ts')).toBe(true)
})
