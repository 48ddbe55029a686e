import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import type { Planning } from '../../../plan/planning.js'
import { refusingTypeScript } from './required-runtime.js'

function refusing(module: string, files: Readonly<Record<string, unknown>>): string | undefined {
  const root = mkdtempSync(join(tmpdir(), 'duckshift-required-'))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), JSON.stringify(content))
  }
  return refusingTypeScript({ survey: { project: { root } } } as unknown as Planning, module)
}

const nodenext = { 'tsconfig.json': { compilerOptions: { module: 'NodeNext' } } }
const installed = (version: string) => ({ 'node_modules/typescript/package.json': { version } })

it('an old TypeScript lets no CommonJS module of nodenext import the runtime', () => {
  const project = { ...nodenext, 'package.json': { devDependencies: { typescript: '^5.6.2' } } }
  expect(refusing('src/db.ts', { ...project, ...installed('5.7.3') })).toBe('TypeScript 5.7.3')
  expect(
    refusing('src/db.cts', { ...nodenext, 'package.json': { type: 'module' }, ...installed('5.6.0') }),
  ).toBe('TypeScript 5.6.0')
  const pinned = { ...nodenext, 'package.json': { devDependencies: { typescript: '~5.5.4' } } }
  expect(refusing('packages/a/src/db.ts', pinned)).toBe('TypeScript 5.5.4')
})

it('a newer one, an ES module, JavaScript and other module settings do', () => {
  const project = { ...nodenext, 'package.json': { devDependencies: { typescript: '^5.6.2' } } }
  expect(refusing('src/db.ts', { ...project, ...installed('5.8.0') })).toBeUndefined()
  expect(refusing('src/db.ts', project)).toBeUndefined()
  expect(refusing('src/db.js', { ...project, ...installed('5.7.3') })).toBeUndefined()
  const esModule = { ...nodenext, 'package.json': { type: 'module' }, ...installed('5.7.3') }
  expect(refusing('src/db.ts', esModule)).toBeUndefined()
  const commonjs = { 'tsconfig.json': { compilerOptions: { module: 'commonjs' } }, 'package.json': {} }
  expect(refusing('src/db.ts', { ...commonjs, ...installed('5.7.3') })).toBeUndefined()
})
