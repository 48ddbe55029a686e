import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SourceFile } from '../survey/source-file.js'
import { codeStyleOf } from './code-style.js'
import { type ImportRequest, importEdits } from './import-manager.js'
import { compareNames } from './import-order.js'
import { applyEdits, normalizeEdits } from './text-edits.js'

function withImports(text: string, add: readonly ImportRequest[], removed: readonly string[] = []): string {
  const file = new SourceFile('src/a.ts', text, '')
  const removedReferences = removed.flatMap((piece) => {
    const start = text.indexOf(piece)
    return start < 0 ? [] : [{ start, end: start + piece.length }]
  })
  const edits = importEdits(file, { add, removedReferences }, codeStyleOf(text, true))
  return applyEdits(text, normalizeEdits(edits))
}

const inject: ImportRequest = { from: '@duckshift/runtime', name: 'inject' }
const models: ImportRequest = { from: './models.js', name: 'Models' }

describe('importEdits', () => {
  it('puts new imports where the last reference of an old one left', () => {
    expect(
      withImports(
        "import { getDb } from './db.js'\nimport { a } from './a.js'\n\na(getDb())\n",
        [inject],
        ['getDb()'],
      ),
    ).toBe("import { inject } from '@duckshift/runtime'\nimport { a } from './a.js'\n\na(getDb())\n")
  })

  it('imports what a module exports by default, once', () => {
    const whole: ImportRequest = { from: './db.js', name: 'default', alias: 'dbInstance' }
    const text = "import dbInstance, { open } from './db.js'\n\nopen(dbInstance)\n"
    expect(withImports(text, [whole])).toBe(text)
    expect(withImports('open()\n', [whole, { from: './db.js', name: 'open' }])).toBe(
      "import dbInstance, { open } from './db.js'\n\nopen()\n",
    )
  })

  it('keeps an import of which nothing but what is new refers', () => {
    const text = "import { inject } from '@duckshift/runtime'\nimport { a } from './a.js'\n\ninject(a)\n"
    expect(withImports(text, [inject], ['inject(a)'])).toBe(
      "import { inject } from '@duckshift/runtime'\n\ninject(a)\n",
    )
  })

  it('keeps an import that is still referred to, and one that was never used', () => {
    const text =
      "import { getDb } from './db.js'\nimport { unused } from './u.js'\n\ngetDb().run()\ngetDb()\n"
    expect(withImports(text, [], ['getDb().run'])).toBe(text)
  })

  it('takes the blank line below the first import with it, where other imports follow', () => {
    const text = "import { getDb } from './db.js'\n\nimport { a } from './a.js'\n\na(getDb())\n"
    expect(withImports(text, [], ['getDb()'])).toBe("import { a } from './a.js'\n\na(getDb())\n")
  })

  it('takes the quotes of imports, not those of a column that is called from', () => {
    const text = 'import { a } from \'./a.js\'\n\na(\'CREATE TABLE stays ("from" DATE, "to" DATE)\')\n'
    expect(withImports(text, [inject])).toContain("import { inject } from '@duckshift/runtime'\n")
  })

  it('breaks an import as the file breaks its own', () => {
    const own = 'import {\n  executeQuery,\n  executeWrite,\n} from "./db.js";\nimport { a } from "./a.js";\n'
    const names = ['executeQueryAccessor', 'executeTransactionAccessor', 'executeWriteAccessor']
    const added = names.map((name) => ({ from: './db/database.js', name }))
    expect(withImports(own, added)).toContain(
      `import {\n${names.map((name) => `  ${name},\n`).join('')}} from "./db/database.js";\n`,
    )
    expect(withImports('import { a } from "./a.js";\na()\n', added)).toContain(`{ ${names.join(', ')} }`)
    const alone = {
      from: './repositories/client-communications-repository.js',
      name: 'ClientCommunicationsRepository',
    }
    expect(withImports(own, [alone])).toContain(`import { ${alone.name} } from "${alone.from}";\n`)
  })

  it('keeps the comments of a list that goes, and of one that changes', () => {
    const own =
      "import {\n  // The singleton.\n  getDb,\n} from './db.js'\nimport {\n  a, // one\n  other,\n} from './a.js'\n"
    expect(withImports(`${own}a(getDb(), other())\n`, [inject], ['getDb()', 'other()'])).toBe(
      "// The singleton.\nimport { inject } from '@duckshift/runtime'\nimport {\n  a, // one\n} from './a.js'\na(getDb(), other())\n",
    )
  })

  it('keeps a name that a type comment of a JavaScript file refers to', () => {
    const text =
      "import { Instance } from 'driver'\n\n/** @type {Instance | null} */\nlet db = null\ndb = Instance.open()\n"
    const start = text.lastIndexOf('Instance.open')
    const edited = (path: string) => {
      const file = new SourceFile(path, text, '')
      const changes = { add: [inject], removedReferences: [{ start, end: start + 'Instance.open'.length }] }
      return applyEdits(text, normalizeEdits(importEdits(file, changes, codeStyleOf(text, false))))
    }
    expect(edited('src/a.js')).toContain("import { Instance } from 'driver'")
    expect(edited('src/a.ts')).not.toContain("from 'driver'")
  })

  describe('in a file that keeps its imports in order', () => {
    const at = (...sources: string[]) => sources.map((source) => `import { x } from '${source}'\n`).join('')
    const all = (text: string) => [...text.matchAll(/from '(.*)'/g)].map((match) => match[1])
    const add = ['@duckshift/runtime', '../repositories/models.js', './b.js'].map((from) => ({
      from,
      name: 'y',
    }))

    it('puts each import to its place', () => {
      const text = at('node:fs', 'zod', '../lib/ids.js', '../types.js', './a.js', './c.js')
      expect(all(withImports(`${text}\nx()\n`, add))).toEqual([
        ...['node:fs', '@duckshift/runtime', 'zod', '../lib/ids.js', '../repositories/models.js'],
        ...['../types.js', './a.js', './b.js', './c.js'],
      ])
    })

    it('does not put it where another one leaves', () => {
      const text = `import { db } from '../db.js'\n${at('../lib/ids.js', '../types.js')}\ndb()\n`
      expect(all(withImports(text, [add[1]!], ['db()']))).toEqual([
        ...['../lib/ids.js', '../repositories/models.js', '../types.js'],
      ])
    })

    it('keeps kinds apart, and comments where they were', () => {
      const text =
        "// File.\nimport { z } from 'zod' // schemas\n\n// Ours.\nimport { b } from '../b.js'\nimport { t } from './t.js'\n"
      expect(withImports(`${text}\nb(z, t)\n`, [...add.slice(0, 2), { from: '../a.js', name: 'a' }])).toBe(
        "// File.\nimport { y } from '@duckshift/runtime'\nimport { z } from 'zod' // schemas\nimport { a } from '../a.js'\n\n// Ours.\nimport { b } from '../b.js'\nimport { y } from '../repositories/models.js'\nimport { t } from './t.js'\n\nb(z, t)\n",
      )
    })

    it.each([
      ['another order', at('./z.js', './a.js', 'zod'), ['./z.js', './a.js', 'zod', './b.js']],
      ['too few to tell', at('./a.js', './c.js'), ['./a.js', './c.js', './b.js']],
      [
        'a comment that means the next line',
        `${at('./a.js')}// @ts-ignore\n${at('./c.js', './d.js')}`,
        ['./a.js', './c.js', './d.js', './b.js'],
      ],
    ])('leaves %s', (_, text, expected) => {
      expect(all(withImports(`${text}\nx()\n`, [add[2]!]))).toEqual(expected)
    })

    it('puts a name in order into a list that is', () => {
      const list = (names: string) => `import { ${names} } from './models.js'\nx()\n`
      expect(withImports(list('Archive, type Row'), [models])).toBe(list('Archive, Models, type Row'))
      expect(withImports(list('b, a'), [models])).toBe(list('b, a, Models'))
      const lines = (names: string[]) => list(`\n  ${names.join(',\n  ')},\n`)
      expect(withImports(lines(['a', 'z']), [models])).toBe(lines(['a', 'Models', 'z']))
    })

    it('goes by letters and by the value of numbers', () => {
      const names = ['a2', 'a10', 'B', 'b1', 'b-c', 'bc']
      expect([...names].reverse().sort(compareNames)).toEqual(['a2', 'a10', 'B', 'b-c', 'b1', 'bc'])
    })
  })

  it('keeps side-effect imports and their order', () => {
    expect(
      withImports("import 'reflect-metadata'\nimport './polyfill.js'\nimport { b } from 'b'\n\nb()\n", [
        models,
      ]),
    ).toBe(
      "import 'reflect-metadata'\nimport './polyfill.js'\nimport { b } from 'b'\nimport { Models } from './models.js'\n\nb()\n",
    )
  })

  it('merges into an import of the same module, on one line or many', () => {
    expect(withImports("import { other } from './models.js'\nother()\n", [models])).toBe(
      "import { other, Models } from './models.js'\nother()\n",
    )
    expect(withImports("import {\n  one,\n  two,\n} from './models.js'\none(two)\n", [models])).toBe(
      "import {\n  Models,\n  one,\n  two,\n} from './models.js'\none(two)\n",
    )
  })

  it('does not make a type-only import a value, nor load a module for a type', () => {
    expect(withImports("import type { Row } from './models.js'\nlet r: Row\n", [models])).toBe(
      "import type { Row } from './models.js'\nimport { Models } from './models.js'\nlet r: Row\n",
    )
    expect(withImports("import { run } from 'x'\nrun()\n", [{ ...models, typeOnly: true }])).toBe(
      "import { run } from 'x'\nimport type { Models } from './models.js'\nrun()\n",
    )
    expect(withImports("import { run } from './models.js'\nrun()\n", [{ ...models, typeOnly: true }])).toBe(
      "import { run, type Models } from './models.js'\nrun()\n",
    )
  })

  it('asks a module once for a type and a value', () => {
    expect(
      withImports('run()\n', [inject, { from: '@duckshift/runtime', name: 'Database', typeOnly: true }]),
    ).toBe("import { type Database, inject } from '@duckshift/runtime'\n\nrun()\n")
  })

  it('puts packages before own files, unless a comment leads there', () => {
    expect(withImports("import fs from 'node:fs'\nimport { a } from './a.js'\n\na(fs)\n", [inject])).toBe(
      "import fs from 'node:fs'\nimport { inject } from '@duckshift/runtime'\nimport { a } from './a.js'\n\na(fs)\n",
    )
    expect(
      withImports("import fs from 'node:fs'\n// @ts-ignore\nimport { a } from './a.js'\n\na(fs)\n", [inject]),
    ).toBe(
      "import fs from 'node:fs'\n// @ts-ignore\nimport { a } from './a.js'\nimport { inject } from '@duckshift/runtime'\n\na(fs)\n",
    )
  })

  it('comes after the comment that follows the last import on its line', () => {
    const own = "import a from 'a' // What a is for.\nimport b from 'b' // What b is for.\n"
    expect(withImports(`${own}\na(b)\n`, [inject])).toBe(
      `${own}import { inject } from '@duckshift/runtime'\n\na(b)\n`,
    )
    expect(withImports("import z from 'z' /* z */\na(z)\n", [inject])).toBe(
      "import z from 'z' /* z */\nimport { inject } from '@duckshift/runtime'\na(z)\n",
    )
  })

  it('takes a name that the module requires, and nothing refers to any more', () => {
    const text = "const { getDb, close } = require('./db')\n\nexport const run = () => close(getDb())\n"
    expect(withImports(text, [inject], ['getDb()'])).toBe(
      "import { inject } from '@duckshift/runtime'\n\nconst { close } = require('./db')\n\nexport const run = () => close(getDb())\n",
    )
    expect(
      withImports("const { getDb } = require('./db')\n\nexport default getDb()\n", [inject], ['getDb()']),
    ).toBe("import { inject } from '@duckshift/runtime'\n\nexport default getDb()\n")
  })

  it('comes after a shebang, directives and a header, with the file’s own style', () => {
    expect(withImports('#!/usr/bin/env node\n"use strict";\n\nrun();\n', [inject])).toBe(
      '#!/usr/bin/env node\n"use strict";\n\nimport { inject } from "@duckshift/runtime";\n\nrun();\n',
    )
  })

  it('comes before the comment that documents what comes first, and after the one that documents the file', () => {
    const line = "import { inject } from '@duckshift/runtime'\n\n"
    const wait = '/** @param {number} ms */\nexport const wait = (ms) => run(ms)\n'
    expect(withImports(wait, [inject])).toBe(line + wait)
    expect(withImports(`/* Kept. */\n\n${wait}`, [inject])).toBe(`/* Kept. */\n\n${line}${wait}`)
    expect(withImports('/** @file Waits. */\nrun()\n', [inject])).toBe(`/** @file Waits. */\n${line}run()\n`)
  })

  it('keeps default and namespace imports beside a leaving name', () => {
    expect(withImports("import db, { getDb } from './db.js'\n\ndb(getDb())\n", [], ['getDb()'])).toBe(
      "import db from './db.js'\n\ndb(getDb())\n",
    )
  })

  it('has what it was asked for, whatever the file imported before', () => {
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'Models', 'inject'), {
      minLength: 1,
      maxLength: 4,
    })
    const line = fc.record({
      from: fc.constantFrom('./models.js', '@duckshift/runtime', 'x', './y.js'),
      names,
      kind: fc.constantFrom('import', 'import type'),
      broken: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(line, { selector: ({ from, kind }) => `${from}${kind}`, maxLength: 5 }),
        (lines) => {
          const taken = new Set<string>()
          const imports = lines.flatMap(({ from, names: wanted, kind, broken }) => {
            const fresh = wanted.filter((name) => !taken.has(name) && taken.add(name))
            if (fresh.length === 0) return []
            const list = broken ? `{\n  ${fresh.join(',\n  ')},\n}` : `{ ${fresh.join(', ')} }`
            return [`${kind} ${list} from '${from}'`]
          })
          fc.pre(!taken.has('Models') && !taken.has('inject'))
          const text = `${imports.join('\n')}\n\nexport {}\n`
          const result = withImports(text, [inject, models])
          const file = new SourceFile('a.ts', result, '')
          const found = file.program.body.flatMap((node) =>
            node.type === 'ImportDeclaration' && node.importKind !== 'type'
              ? node.specifiers.map((specifier) => `${specifier.local.name} ${node.source.value}`)
              : [],
          )
          expect(found).toEqual(expect.arrayContaining(['inject @duckshift/runtime', 'Models ./models.js']))
          for (const name of taken)
            expect(result.split(new RegExp(`\\b${name}\\b`)).length).toBe(
              text.split(new RegExp(`\\b${name}\\b`)).length,
            )
          expect(withImports(result, [inject, models])).toBe(result)
        },
      ),
      { numRuns: 300 },
    )
  })
})
