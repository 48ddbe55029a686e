import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openOracle } from './open-oracle.js'
import type { Oracle } from './oracle.js'
import { renewedConfiguration } from './renewed-configuration.js'

const opened: Oracle[] = []
const folders: string[] = []
afterEach(() => {
  for (const oracle of opened.splice(0)) oracle.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function project(given: Readonly<Record<string, unknown>>): string {
  const files = { 'package.json': { devDependencies: { typescript: '^7.0.0' } }, ...given }
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'duckshift-base-url-')))
  folders.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), typeof text === 'string' ? text : JSON.stringify(text))
  }
  return root
}

function renewed(root: string, path = 'tsconfig.json'): unknown {
  const text = renewedConfiguration(join(root, path))
  return text === undefined ? undefined : JSON.parse(text.replaceAll(root, '.'))
}

const options = { target: 'es2022', module: 'esnext', moduleResolution: 'bundler', strict: true, types: [] }
const sources = {
  'src/lib/value.ts': `export const value: number = 'text'\n`,
  'src/use.ts': `import { value } from 'lib/value'\nimport { value as same } from '@/lib/value'\n\nexport const both: string = value + same\n`,
}

describe('a configuration without its baseUrl', () => {
  it('says by paths what it said', () => {
    const root = project({
      'tsconfig.json': `{
  // an alias
  "compilerOptions": { "baseUrl": "./src", "paths": { "@/*": ["*"], "exact": ["lib/exact"] }, },
  "include": ["src"],
}`,
    })
    expect(renewed(root)).toEqual({
      compilerOptions: {
        baseUrl: null,
        paths: { '@/*': ['./src/*'], exact: ['./src/lib/exact'], '*': ['./src/*'] },
      },
      include: ['src'],
    })
  })

  it('keeps a path of its own for every name', () => {
    const root = project({
      'tsconfig.json': { compilerOptions: { baseUrl: '.', paths: { '*': ['types/*'] } } },
    })
    expect(renewed(root)).toEqual({ compilerOptions: { baseUrl: null, paths: { '*': ['./types/*'] } } })
  })

  it('unsets one that it inherits, where that one lies', () => {
    const root = project({
      'configs/base.json': { compilerOptions: { baseUrl: '../lib', paths: { '#/*': ['*'] } } },
      'node_modules/shared-config/tsconfig.json': { compilerOptions: { strict: true } },
      'tsconfig.json': { extends: ['shared-config/tsconfig.json', './configs/base'], include: ['src'] },
    })
    expect(renewed(root)).toEqual({
      extends: ['shared-config/tsconfig.json', './configs/base'],
      compilerOptions: { baseUrl: null, paths: { '#/*': ['./lib/*'], '*': ['./lib/*'] } },
      include: ['src'],
    })
  })

  it('is none where there is no baseUrl, it was unset, or a base is not there', () => {
    const root = project({
      'tsconfig.json': { compilerOptions: { paths: { '@/*': ['./src/*'] } } },
      'based.json': { compilerOptions: { baseUrl: '.' } },
      'unset.json': { extends: './based.json', compilerOptions: { baseUrl: null } },
      'missing.json': { extends: '@tsconfig/not-installed/tsconfig.json', compilerOptions: { baseUrl: '.' } },
      'circle.json': { extends: './circle.json', compilerOptions: { baseUrl: '.' } },
    })
    for (const path of ['tsconfig.json', 'unset.json', 'missing.json', 'circle.json', 'nowhere.json'])
      expect(renewed(root, path), path).toBeUndefined()
  })
})

describe('a configuration that was written for TypeScript 5', () => {
  const older = { 'package.json': { devDependencies: { typescript: '~5.4.2' } } }
  const defaults = { types: ['*'], strict: false, noUncheckedSideEffectImports: false }

  it('says what it meant by saying nothing', () => {
    const root = project({
      ...older,
      'tsconfig.json': { compilerOptions: { module: 'nodenext' } },
      'said.json': {
        compilerOptions: {
          ...defaults,
          types: [],
          strict: true,
          module: 'es2022',
          moduleResolution: 'bundler',
        },
      },
      'inherits.json': { extends: './said.json', compilerOptions: { target: 'es2022' } },
      'nothing.json': {},
    })
    expect(renewed(root)).toEqual({ compilerOptions: { module: 'nodenext', ...defaults } })
    expect(renewed(root, 'said.json')).toBeUndefined()
    expect(renewed(root, 'inherits.json')).toBeUndefined()
    expect(renewed(root, 'nothing.json')).toEqual({
      compilerOptions: {
        ...{
          moduleResolution: 'bundler',
          resolvePackageJsonExports: false,
          resolvePackageJsonImports: false,
        },
        ...{ ...defaults, module: 'commonjs' },
      },
    })
  })

  it('is told by the version that is installed, before the one that is asked for', () => {
    const installed = (version: string) => ({ 'node_modules/typescript/package.json': { version } })
    const tsconfig = { 'packages/a/tsconfig.json': { compilerOptions: { module: 'nodenext' } } }
    const path = 'packages/a/tsconfig.json'
    expect(renewed(project({ ...older, ...tsconfig, ...installed('6.0.2') }), path)).toBeUndefined()
    expect(renewed(project({ ...tsconfig, ...installed('5.9.3') }), path)).toMatchObject({
      compilerOptions: { types: ['*'] },
    })
  })

  it('is checked as it was then', () => {
    const files = {
      'node_modules/@types/worker/index.d.ts': 'declare const worker: { run(): number }\n',
      'node_modules/@types/worker/package.json': { name: '@types/worker', version: '1.0.0' },
      'tsconfig.json': { compilerOptions: { target: 'es2022', module: 'nodenext' }, include: ['src'] },
      'src/a.ts': `import './styles.css'

export const first: string = worker.run()
export const second: string = null
`,
    }
    const found = (more: Readonly<Record<string, unknown>>) => {
      const oracle = openOracle({ root: project({ ...files, ...more }) })
      opened.push(oracle)
      return oracle.diagnostics(['src/a.ts']).map(({ line, code }) => `${line} ${code}`)
    }
    expect(found(older)).toEqual(['3 2322'])
    expect(found({})).not.toEqual(['3 2322'])
  })
})

describe('a project with a baseUrl', () => {
  const cases = {
    'of its own': {
      'tsconfig.json': { compilerOptions: { ...options, baseUrl: 'src', paths: { '@/*': ['*'] } } },
    },
    'that it inherits': {
      'configs/base.json': { compilerOptions: { ...options, baseUrl: '../src', paths: { '@/*': ['*'] } } },
      'tsconfig.json': { extends: './configs/base.json', include: ['src'] },
    },
  }
  for (const [name, files] of Object.entries(cases)) {
    it(`${name} is checked by TypeScript 7, which finds what TypeScript 6 finds`, () => {
      const root = project({ ...files, ...sources })
      const oracle = openOracle({ root })
      opened.push(oracle)
      const found = oracle.diagnostics(['src/lib/value.ts', 'src/use.ts'])
      expect(oracle.checker).toMatch(/^typescript 7/)
      expect(found.map(({ file, code }) => `${file} ${code}`)).toEqual([
        'src/lib/value.ts 2322',
        'src/use.ts 2322',
      ])
    })
  }

  it('is checked by TypeScript 7 in files that the configuration leaves out, too', () => {
    const root = project({
      ...sources,
      'tsconfig.json': { compilerOptions: { ...options, baseUrl: 'src' }, include: ['src'] },
      'scripts/one.ts': `import { value } from 'lib/value'\n\nexport const text: string = value\n`,
    })
    const oracle = openOracle({ root, concerns: ['scripts/one.ts'] })
    opened.push(oracle)
    expect(oracle.diagnostics(['scripts/one.ts']).map(({ code }) => code)).toEqual([2322])
    expect(oracle.checker).toBe(`typescript ${/[\d.]+$/.exec(oracle.checker)}`)
    expect(oracle.checker).toMatch(/^typescript 7/)
  })

  it('is checked by TypeScript 6 where something else keeps 7 from it', () => {
    const old = { ...options, target: 'es5', module: 'commonjs', moduleResolution: 'node10' }
    const root = project({
      ...sources,
      'tsconfig.json': { compilerOptions: { ...old, baseUrl: 'src', paths: { '@/*': ['*'] } } },
    })
    const oracle = openOracle({ root })
    opened.push(oracle)
    expect(oracle.diagnostics(['src/use.ts']).map(({ code }) => code)).toEqual([2322])
    expect(oracle.checker).toMatch(/^typescript 6/)
  })
})

describe('a project that resolves modules as Node 10 did', () => {
  const packages = {
    'node_modules/typed/package.json': {
      name: 'typed',
      main: './main.js',
      types: './main.d.ts',
      exports: { '.': './other.js', './sub': './other.js' },
      imports: { '#own': './own.js' },
    },
    'node_modules/typed/main.d.ts': 'export const ofMain: number\n',
    'node_modules/typed/other.d.ts': 'export const ofExports: number\n',
    'node_modules/typed/deep.d.ts': 'export const ofDeep: number\n',
    'node_modules/versions/package.json': {
      name: 'versions',
      main: './index.js',
      exports: { './sub': { types: './types/sub.d.ts', default: './sub.js' } },
      typesVersions: { '*': { sub: ['./types/sub.d.ts'] } },
    },
    'node_modules/versions/types/sub.d.ts': 'export const ofVersions: number\n',
    'src/folder/index.ts': 'export const ofFolder = 1\n',
    'src/use.ts': `import { ofDeep } from 'typed/deep'
import { ofMain } from 'typed'
import { ofVersions } from 'versions/sub'
import { ofFolder } from './folder'
import { ofExports } from 'typed/sub'

export const all: number[] = [ofDeep, ofMain, ofVersions, ofFolder, ofExports]
`,
  }
  for (const [by, more] of [
    ['7', {}],
    ['6', { target: 'es5' }],
  ] as const) {
    it(`finds the same by TypeScript ${by}`, () => {
      const compilerOptions = { ...options, module: 'commonjs', moduleResolution: 'node', ...more }
      const root = project({ ...packages, 'tsconfig.json': { compilerOptions, include: ['src'] } })
      const oracle = openOracle({ root })
      opened.push(oracle)
      const found = oracle.diagnostics(['src/use.ts'])
      expect(oracle.checker).toContain(`typescript ${by}`)
      expect(found.map(({ code, line }) => `${line} ${code}`)).toEqual(['5 2307'])
    })
  }
})
