import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { openOracle } from './open-oracle.js'
import type { Oracle, OracleOptions } from './oracle.js'
import { TypescriptServers } from './typescript-servers.js'
import { Typescript6Oracle } from './typescript6-oracle.js'
import { Typescript7Oracle } from './typescript7-oracle.js'

const repository = fileURLToPath(new URL('../../..', import.meta.url))
const opened: { close(): void }[] = []
const folders: string[] = []
afterEach(() => {
  for (const oracle of opened.splice(0)) oracle.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function project(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'duckshift-oracle-')))
  folders.push(root)
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

const modern = JSON.stringify({
  compilerOptions: { target: 'es2022', module: 'nodenext', strict: true, noEmit: true, types: [] },
  include: ['src'],
})
const values = `export const text: string = 'a'
export const count = 1
export const maybe: string | null = null
export const list = ['a']
export const when = new Date()
export const anything: any = 1
export const nothing: number | undefined = Math.random() > 2 ? 1 : undefined
`
const user = `import { text as words, count } from './values.js'

export const both = words.length + count
`

const implementations: Record<string, (options: OracleOptions) => Oracle> = {
  'TypeScript 7': (options) => new Typescript7Oracle(options),
  'TypeScript 6': (options) => new Typescript6Oracle(options),
}

for (const [name, create] of Object.entries(implementations)) {
  describe(`the oracle over ${name}`, () => {
    const open = (files: Readonly<Record<string, string>>, more: Partial<OracleOptions> = {}) => {
      const root = project({ 'tsconfig.json': modern, ...files })
      const oracle = create({ root, tsconfig: join(root, 'tsconfig.json'), ...more })
      opened.push(oracle)
      return oracle
    }

    it('says of many names at once what they stand for', () => {
      const shapes = `export interface Shape { area(): number }
export class Square implements Shape {
  area(): number { return this.#side }
  #side = 1
}
`
      const uses = `import { type Shape, Square } from './shapes.js'

const square = new Square()
export const own = square.area()
export const through = (shape: Shape) => shape['area']() + (shape as any).area()
`
      const oracle = open({ 'src/shapes.ts': shapes, 'src/uses.ts': uses })
      const all = (text: string, name: string) =>
        [...text.matchAll(new RegExp(name, 'g'))].map(({ index }) => index)
      const [asked, declared] = oracle.declarationsAt('src/shapes.ts', all(shapes, 'area'))
      const [direct, quoted, untyped] = oracle.declarationsAt('src/uses.ts', all(uses, 'area'))
      expect(direct).toEqual(declared)
      expect(quoted).toEqual(asked)
      expect(asked).not.toEqual(declared)
      expect(untyped).toBeUndefined()
      const [used, made] = oracle.declarationsAt('src/shapes.ts', all(shapes, '#side'))
      expect(used).toEqual(made)
    })

    it('tells what an expression is', () => {
      const oracle = open({ 'src/values.ts': values })
      const typeOf = (variable: string) => {
        const start = values.indexOf(`const ${variable}`) + 'const '.length
        return oracle.typeAt('src/values.ts', start, start + variable.length)
      }
      expect(typeOf('text')).toMatchObject({ text: 'string', base: 'string', canBeNull: false })
      expect(typeOf('count')).toMatchObject({ base: 'number', isAny: false })
      expect(typeOf('maybe')).toMatchObject({ base: 'string', canBeNull: true, canBeUndefined: false })
      expect(typeOf('list')).toMatchObject({ text: 'string[]', base: 'array' })
      expect(typeOf('when')).toMatchObject({ base: 'Date' })
      expect(typeOf('anything')).toMatchObject({ isAny: true })
      expect(typeOf('nothing')).toMatchObject({ base: 'number', canBeUndefined: true })
      expect(oracle.typeAt('src/values.ts', 1, 2)).toBeUndefined()
    })

    it('finds references through an alias, its declaration included', () => {
      const oracle = open({ 'src/values.ts': values, 'src/user.ts': user })
      const places = oracle.referencesTo('src/values.ts', values.indexOf('text'))
      const shown = new Set(
        places.map(
          ({ file, start, end }) => `${file} ${(file.includes('user') ? user : values).slice(start, end)}`,
        ),
      )
      expect(shown).toEqual(new Set(['src/values.ts text', 'src/user.ts text', 'src/user.ts words']))
    })

    it('says what declarations cannot name, where they are written', () => {
      const configuration = (options: object) =>
        JSON.stringify({
          compilerOptions: { target: 'es2022', module: 'nodenext', strict: true, types: [], ...options },
          include: ['src'],
        })
      const files = {
        'src/store.ts': 'class Store {\n  private rows = 1\n}\nexport const store = new Store()\n',
        'src/token.ts': "import { store } from './store.js'\n\nexport const token = { get: () => store }\n",
      }
      const problems = (options: object) => {
        const oracle = open({ ...files, 'tsconfig.json': configuration({ outDir: 'dist', ...options }) })
        const codes = oracle
          .diagnostics(['src/store.ts', 'src/token.ts'])
          .map(({ file, code }) => [file, code])
        return [oracle.writesDeclarations('src/token.ts'), codes]
      }
      const unnamed = [true, [['src/token.ts', 4094]]]
      expect(problems({ declaration: true })).toEqual(unnamed)
      expect(problems({ composite: true })).toEqual(unnamed)
      expect(problems({})).toEqual([false, []])
    })

    it('checks what is laid over the files, and the disk again afterwards', () => {
      const oracle = open({ 'src/values.ts': values, 'src/user.ts': user })
      const codes = () =>
        oracle.diagnostics(['src/user.ts']).map(({ code, line, column }) => [code, line, column])
      expect(codes()).toEqual([])
      oracle.overlay(new Map([['src/values.ts', values.replace('count = 1', "count = '1' as const")]]))
      expect(codes()).toEqual([])
      oracle.overlay(new Map([['src/user.ts', user.replace('words.length', 'words.size')]]))
      expect(codes()).toEqual([[2339, 3, 27]])
      oracle.overlay(new Map([['src/values.ts', null]]))
      expect(codes()).toEqual([[2307, 1, 38]])
      oracle.overlay(
        new Map([
          ['src/user.ts', user.replace('./values.js', './deep/new.js')],
          ['src/deep/new.ts', 'export const text = 1\nexport const count = 2\n'],
        ]),
      )
      expect(codes()).toEqual([[2339, 3, 27]])
      expect(oracle.knows('src/deep/new.ts')).toBe(true)
      oracle.overlay(new Map())
      expect(codes()).toEqual([])
      expect(oracle.knows('src/deep/new.ts')).toBe(false)
    })

    it('counts new files among those of a composite project, in new folders too', () => {
      const configuration = JSON.parse(modern)
      const oracle = open({
        'tsconfig.json': JSON.stringify({
          ...configuration,
          compilerOptions: {
            ...configuration.compilerOptions,
            composite: true,
            noEmit: false,
            outDir: 'dist',
          },
        }),
        'src/user.ts': 'export const one = 1\n',
      })
      oracle.overlay(
        new Map([
          ['src/user.ts', "export { deep } from './far/deep/new.js'\nexport { near } from './near.js'\n"],
          ['src/near.ts', 'export const near = 1\n'],
          ['src/far/deep/new.ts', "export { near as deep } from '../../near.js'\n"],
        ]),
      )
      expect(oracle.diagnostics(['src/user.ts', 'src/far/deep/new.ts'])).toEqual([])
    })

    it('counts a byte order mark in every offset', () => {
      const text = `\uFEFFexport const wrong: string = 1\n`
      const oracle = open({ 'src/marked.ts': text })
      const at = text.indexOf('wrong')
      expect(oracle.typeAt('src/marked.ts', at, at + 5)).toMatchObject({ base: 'string' })
      expect(oracle.diagnostics(['src/marked.ts'])).toMatchObject([{ start: at, end: at + 5, code: 2322 }])
      oracle.overlay(new Map([['src/marked.ts', `\uFEFF${text.slice(1).replace('wrong', 'other')}`]]))
      expect(oracle.diagnostics(['src/marked.ts'])).toMatchObject([{ start: at, end: at + 5 }])
    })

    it('shows a package that is not installed', () => {
      const root = project({
        'tsconfig.json': modern,
        'src/user.ts': "import { one } from 'shown'\nexport const two: string = one\n",
        'elsewhere/package.json': '{"name":"shown","type":"module","exports":"./index.js"}',
        'elsewhere/index.d.ts': 'export const one: number\n',
      })
      rmSync(join(root, 'node_modules'))
      const oracle = create({
        root,
        tsconfig: join(root, 'tsconfig.json'),
        virtualPackages: [{ name: 'shown', shownIn: root, from: join(root, 'elsewhere') }],
      })
      opened.push(oracle)
      expect(oracle.diagnostics(['src/user.ts']).map(({ code }) => code)).toEqual([2322])
    })

    it('takes a configuration that is not on the disk', () => {
      const root = project({ 'a.ts': 'export const a: string = 1\n' })
      const oracle = create({
        root,
        tsconfig: join(root, 'tsconfig.virtual.json'),
        virtualTsconfig: JSON.stringify({ compilerOptions: { strict: true, types: [] }, files: ['a.ts'] }),
      })
      opened.push(oracle)
      expect(oracle.configurationProblems).toEqual([])
      expect(oracle.diagnostics(['a.ts']).map(({ code }) => code)).toEqual([2322])
    })
  })
}

describe('a TypeScript 7 process', () => {
  it('goes on with the same project as it is on the disk by then, and with others', () => {
    const servers = new TypescriptServers(1)
    opened.push(servers)
    const codes = (root: string, overlay?: ReadonlyMap<string, string | null>) => {
      const oracle = new Typescript7Oracle({ root, tsconfig: join(root, 'tsconfig.json'), servers })
      if (overlay) oracle.overlay(overlay)
      const files = ['src/user.ts', 'src/values.ts', 'src/added.ts']
      const found = oracle.diagnostics(files).map(({ file, code }) => `${file} ${code}`)
      oracle.close()
      return found
    }
    const root = project({ 'tsconfig.json': modern, 'src/values.ts': values, 'src/user.ts': user })
    expect(codes(root, new Map([['src/values.ts', null]]))).toEqual(['src/user.ts 2307'])
    expect(codes(root)).toEqual([])
    writeFileSync(join(root, 'src/values.ts'), values.replace('count = 1', "count = '1' as const"))
    writeFileSync(join(root, 'src/added.ts'), 'export const added: string = 1\n')
    expect(codes(root)).toEqual(['src/added.ts 2322'])
    writeFileSync(join(root, 'src/user.ts'), user.replace('words.length', 'words.size'))
    rmSync(join(root, 'src/added.ts'))
    writeFileSync(join(root, 'tsconfig.json'), modern.replace('"strict":true', '"strict":false'))
    expect(codes(root)).toEqual(['src/user.ts 2339'])
    const other = project({ 'tsconfig.json': modern, 'src/values.ts': values.replace("'a'", '1') })
    expect(codes(other)).toEqual(['src/values.ts 2322'])
    writeFileSync(join(root, 'src/added.ts'), 'export const added: string = 1\n')
    expect(codes(root)).toEqual(['src/user.ts 2339', 'src/added.ts 2322'])
  })

  it('says the same of a program whose checker is renewed in between', () => {
    const names = Array.from({ length: 230 }, (_, index) => `src/file${index}.ts`)
    const root = project({
      'tsconfig.json': modern,
      'src/values.ts': values,
      ...Object.fromEntries(
        names.map((name, index) => [
          name,
          `import { text, count } from './values.js'\nexport const own: ${index % 3 ? 'string' : 'number'} = ${index % 2 ? 'text' : 'count'}\n`,
        ]),
      ),
    })
    const oracle = new Typescript7Oracle({ root, tsconfig: join(root, 'tsconfig.json') })
    opened.push(oracle)
    const wrong = (list: readonly string[]) => list.filter((_, index) => index % 3 > 0 !== index % 2 > 0)
    const found = () => oracle.diagnostics(names).map(({ file }) => file)
    expect(found()).toEqual(wrong(names))
    oracle.overlay(new Map([['src/values.ts', values.replace('count = 1', "count: any = ''")]]))
    expect(found()).toEqual(wrong(names).filter((name) => Number(/\d+/.exec(name)![0]) % 2 > 0))
  })
})

describe('opening an oracle', () => {
  const open = (root: string, concerns: string[] = []) => {
    const oracle = openOracle({ root, concerns })
    opened.push(oracle)
    return oracle
  }

  const written = { declaration: true, declarationMap: true }
  it.each([
    [7, { moduleResolution: 'node', module: 'esnext', target: 'es2020' }],
    [7, { moduleResolution: 'node10', module: 'commonjs', composite: true, ...written }],
    [7, { baseUrl: '.', paths: { '@/*': ['src/*'] }, module: 'esnext', moduleResolution: 'bundler' }],
    [7, { downlevelIteration: true }],
    [6, { target: 'es5', module: 'commonjs', downlevelIteration: true }],
    [6, { target: 'es5', moduleResolution: 'node', module: 'commonjs', composite: true, ...written }],
    [
      6,
      {
        ...{ target: 'es5', module: 'commonjs', declaration: true, declarationDir: 'types' },
        ...{ incremental: true, tsBuildInfoFile: 'types/info', emitDeclarationOnly: true, mapRoot: 'maps' },
      },
    ],
  ])('checks with TypeScript %d where TypeScript 7 dropped an option: %j', (by, compilerOptions) => {
    const root = project({
      'tsconfig.json': JSON.stringify({
        compilerOptions: { ...compilerOptions, noEmit: true, types: [] },
        include: ['src'],
      }),
      'src/a.ts': 'export const a: string = 1\n',
    })
    const oracle = open(root)
    expect(oracle.configurationProblems).toEqual([])
    expect(oracle.checker).toMatch(`typescript ${by}`)
    expect(oracle.diagnostics(['src/a.ts']).map(({ code }) => code)).toEqual([2322])
  })

  it.each([
    [{ extends: './generated/tsconfig.json' }, {}],
    [{ extends: './generated/tsconfig.json' }, { moduleResolution: 'node', module: 'commonjs' }],
    [{}, { allowJs: true }],
  ])('checks where a base is not generated yet, or an input would be overwritten: %j %j', (base, own) => {
    const root = project({
      'tsconfig.json': JSON.stringify({ ...base, compilerOptions: { ...own, types: [] }, include: ['src'] }),
      'src/a.ts': 'export const a: string = 1\n',
      'src/b.js': 'export const b = 1\n',
    })
    const oracle = open(root)
    expect(oracle.configurationProblems).toEqual([])
    expect(oracle.diagnostics(['src/a.ts']).map(({ code }) => code)).toEqual([2322])
  })

  it('asks each package of a workspace its own configuration', () => {
    const root = project({
      'a/tsconfig.json': JSON.stringify({ compilerOptions: { strict: true, noEmit: true, types: [] } }),
      'a/index.ts': 'export const a: string = null\n',
      'b/tsconfig.json': JSON.stringify({ files: [], references: [{ path: './tsconfig.app.json' }] }),
      'b/tsconfig.app.json': JSON.stringify({
        compilerOptions: { strict: false, noEmit: true, types: [] },
        include: ['*.ts'],
      }),
      'b/index.ts': 'export const a: string = null\n',
      'c/index.ts': 'export const c: string = 1\n',
    })
    const oracle = open(root, ['a/index.ts', 'b/index.ts', 'c/index.ts'])
    const codes = (file: string) => oracle.diagnostics([file]).map(({ code }) => code)
    expect([codes('a/index.ts'), codes('b/index.ts'), codes('c/index.ts')]).toEqual([[2322], [], [2322]])
    oracle.overlay(new Map([['b/new.ts', 'export const b: string = 2\n']]))
    expect(codes('b/new.ts')).toEqual([2322])
  })

  it('takes imports of TypeScript files where there is no configuration, as what runs them does', () => {
    const root = project({
      'package.json': JSON.stringify({ type: 'module' }),
      'a.ts': "import { b } from './b.ts'\nexport const a: string = b\n",
      'b.ts': 'export const b = 1\n',
    })
    const oracle = open(root, ['a.ts', 'b.ts'])
    expect(oracle.diagnostics(['a.ts']).map(({ code }) => code)).toEqual([2322])
    oracle.overlay(new Map([['new.ts', "import { b } from './b.ts'\nexport const c = b\n"]]))
    expect(oracle.diagnostics(['new.ts'])).toEqual([])
  })

  it('says so when no TypeScript takes the configuration', () => {
    const root = project({
      'tsconfig.json': JSON.stringify({
        compilerOptions: { module: 'amd', moduleResolution: 'bundler', types: [] },
      }),
      'a.ts': 'export const a = 1\n',
    })
    expect(open(root).configurationProblems.join()).toMatch(/TS5\d\d\d/)
  })
})
