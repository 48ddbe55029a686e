import { describe, expect, it } from 'vitest'
import type { Oracle } from '../symbols/oracle.js'
import { RehearsalCheck } from './rehearse.js'

/** A checker that finds in each text the errors that its lines spell out. */
function oracleOf(disk: Record<string, string>): Oracle {
  let texts: Record<string, string> = disk
  const oracle: Pick<Oracle, 'overlay' | 'knows' | 'diagnostics'> = {
    overlay: (laid) => {
      texts = { ...disk, ...(Object.fromEntries(laid) as Record<string, string>) }
    },
    knows: () => true,
    diagnostics: (files) =>
      [...files].flatMap((file) =>
        (texts[file] ?? '').split('\n').flatMap((message, line) => {
          const start = 0
          return message === '' ? [] : [{ file, start, end: start, line, column: 1, code: 2694, message }]
        }),
      ),
  }
  return oracle as Oracle
}

const noSuchType = (module: string, name: string) =>
  `Namespace '"${module}"' has no exported member '${name}'.`

describe('the diagnostics that a plan adds', () => {
  const before = { 'a.ts': noSuchType('/app/node_modules/duckdb/lib/duckdb', 'Row') }
  const added = (after: string) =>
    new RehearsalCheck(oracleOf(before)).newDiagnostics(new Map([['a.ts', after]]), []).length

  it('are not those that only name another module now', () => {
    expect(added(noSuchType('/app/node_modules/runtime/compat/duckdb', 'Row'))).toBe(0)
  })

  it('are those of another name, and of a further place', () => {
    expect(added(noSuchType('/app/node_modules/runtime/compat/duckdb', 'Table'))).toBe(1)
    const twice = noSuchType('/app/node_modules/runtime/compat/duckdb', 'Row')
    expect(added(`${twice}\n${twice}`)).toBe(1)
    expect(added(`${before['a.ts']}\n${twice}`)).toBe(1)
  })
})
