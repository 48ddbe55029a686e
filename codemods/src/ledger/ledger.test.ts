import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { excessOf, type Ledger, ledgerOf, parseLedger, renderLedger, total, updateLedger } from './ledger.js'

const usage = (file: string, phase: 1 | 2 = 1, inTest = false) => ({ file, phase, inTest })
const found = (...files: string[]) =>
  ledgerOf(
    files.map((file) => usage(file)),
    [],
  )

describe('ledger', () => {
  it('is one sorted line per file', () => {
    const ledger = ledgerOf(
      [
        usage('src/b.ts'),
        usage('src/a.ts', 2),
        usage('src/a.ts'),
        usage('src/a.ts'),
        usage('test/a.ts', 1, true),
      ],
      [{ file: 'src/b.ts' }],
    )
    expect(renderLedger(ledger).split('\n').slice(1).filter(Boolean)).toEqual([
      'src/a.ts 1=2 2=1',
      'src/b.ts 1=1 todo=1',
      'test/a.ts 5=1',
    ])
  })

  it('reads what it wrote, whatever the files are called', () => {
    const counts = fc.dictionary(
      fc.constantFrom('1', '2', '3', '4', '5', '6', 'todo'),
      fc.integer({ min: 1, max: 999 }),
      {
        noNullPrototype: true,
      },
    )
    const entry = fc.record({
      counts,
      reason: fc.option(fc.stringMatching(/^[a-z]( ?[a-z#=])*$/), { nil: undefined }),
    })
    const file = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.constantFrom('# x', '<<<<<<< HEAD', 'a b=1.ts', '"q"'),
    )
    fc.assert(
      fc.property(fc.dictionary(file, entry, { noNullPrototype: true }), (files) => {
        const ledger = new Map(
          Object.entries(files).map(([name, own]) => [
            name,
            { counts: new Map(Object.entries(own.counts)), ...(own.reason && { reason: own.reason }) },
          ]),
        ) as Ledger
        expect(new Map([...parseLedger(renderLedger(ledger))].sort())).toEqual(new Map([...ledger].sort()))
      }),
    )
  })

  it('tells where the code has more than it allows', () => {
    expect(excessOf(found('a.ts', 'b.ts'), found('a.ts', 'a.ts', 'c.ts'))).toEqual([
      { file: 'a.ts', key: '1', allowed: 1, found: 2 },
      { file: 'c.ts', key: '1', allowed: 0, found: 1 },
    ])
  })

  it('goes down by itself, and up only with a reason', () => {
    const before = found('a.ts', 'a.ts', 'b.ts')
    const down = updateLedger(before, found('a.ts'))
    expect(renderLedger(down)).toContain('\na.ts 1=1\n\nb.ts 0\n')
    const worse = found('a.ts', 'a.ts', 'a.ts')
    expect(renderLedger(updateLedger(down, worse))).toContain('\na.ts 1=1\n')
    const raised = updateLedger(down, worse, 'hot fix\nof Friday')
    expect(renderLedger(raised)).toContain('\na.ts 1=3 # hot fix of Friday\n')
    expect(parseLedger(renderLedger(raised)).get('a.ts')?.reason).toBe('hot fix of Friday')
  })

  it('forgets the files when nothing is left', () => {
    expect(updateLedger(found('a.ts', 'b.ts'), found()).size).toBe(0)
  })

  it('takes the lower count where a merge left both sides', () => {
    const ledger = parseLedger('<<<<<<< ours\na.ts 1=1 2=2\n=======\na.ts 1=3\n>>>>>>> theirs\n')
    expect([...ledger.get('a.ts')!.counts]).toEqual([['1', 1]])
    expect(total(ledger)).toBe(1)
  })

  it.each(['a.ts', 'a.ts 1', 'a.ts 7=1', 'a.ts 1=-1'])('does not guess what %j means', (line) => {
    expect(() => parseLedger(`${line}\n`)).toThrow(SyntaxError)
  })
})
