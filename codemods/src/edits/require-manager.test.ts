import { describe, expect, it } from 'vitest'
import { SourceFile } from '../survey/source-file.js'
import { codeStyleOf } from './code-style.js'
import { importEdits } from './import-manager.js'
import { applyEdits, normalizeEdits } from './text-edits.js'

function changed(text: string, removed: string | undefined, ...names: string[]): string {
  const file = new SourceFile('a.js', text, '')
  const at = removed === undefined ? -1 : text.lastIndexOf(removed)
  const removedReferences = at < 0 ? [] : [{ start: at, end: at + removed!.length }]
  const add = names.map((name) => ({ from: name === 'inject' ? '@duckshift/runtime' : './database', name }))
  return applyEdits(
    text,
    normalizeEdits(importEdits(file, { add, removedReferences }, codeStyleOf(text, false))),
  )
}

describe('imports of CommonJS modules', () => {
  it('new names take the place of what nothing refers to any more', () => {
    expect(
      changed(
        "const { get } = require('./db');\nconst fs = require('fs');\n\nget();\n",
        'get',
        'inject',
        'database',
      ),
    ).toBe(
      "const { inject } = require('@duckshift/runtime');\nconst { database } = require('./database');\nconst fs = require('fs');\n\nget();\n",
    )
  })

  it('names that are still used stay, and the list of one module grows', () => {
    const before =
      "const { get, close } = require('./db')\nconst { other } = require('./database')\nclose(get(other))\n"
    expect(changed(before, 'get', 'database')).toBe(
      "const { close } = require('./db')\nconst { other, database } = require('./database')\nclose(get(other))\n",
    )
  })

  it('a namespace goes with its last use, and not before', () => {
    expect(changed("const db = require('./db')\nuse(db.get())\n", 'db.get', 'inject')).toBe(
      "const { inject } = require('@duckshift/runtime')\nuse(db.get())\n",
    )
    expect(changed("const db = require('./db')\ndb.close(); use(db.get())\n", 'db.get', 'inject')).toBe(
      "const db = require('./db')\nconst { inject } = require('@duckshift/runtime')\ndb.close(); use(db.get())\n",
    )
  })

  it('without any, they come after the directives', () => {
    expect(changed("'use strict'\nmodule.exports = 1\n", undefined, 'inject')).toBe(
      "'use strict'\nconst { inject } = require('@duckshift/runtime')\n\nmodule.exports = 1\n",
    )
  })

  it('they come after the comment that follows the last one on its line', () => {
    const own = "const a = require('a') // What a is for.\n"
    expect(changed(`${own}a()\n`, undefined, 'inject')).toBe(
      `${own}const { inject } = require('@duckshift/runtime')\na()\n`,
    )
  })

  it('nothing is asked for twice', () => {
    const before = "const { inject } = require('@duckshift/runtime')\nmodule.exports = inject\n"
    expect(changed(before, undefined, 'inject', 'inject')).toBe(before)
  })

  it('they come before what is edited and runs while the file loads', () => {
    const text =
      "'use strict'\nconst a = require('a')\nconst db = get(a)\nconst b = require('b')\nconst f = () => get(b)\n"
    const at = (edited: number) => {
      const file = new SourceFile('a.js', text, '')
      const add = [{ from: '@duckshift/runtime', name: 'inject' }]
      return applyEdits(
        text,
        normalizeEdits(
          importEdits(file, { add, removedReferences: [], edited: [edited] }, codeStyleOf(text, false)),
        ),
      )
    }
    const added = "const { inject } = require('@duckshift/runtime')\n"
    const placedBefore = (rest: string) => text.replace(rest, `${added}${rest}`)
    expect(at(text.indexOf('get(a)'))).toBe(placedBefore('const db'))
    expect(at(text.indexOf('get(b)'))).toBe(placedBefore('const f'))
  })
})
