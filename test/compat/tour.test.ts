import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { noOldDriver, oldDriverFolder } from '../support/old-driver.mjs'

const program = fileURLToPath(new URL('tour.mjs', import.meta.url))
const recorded = readFileSync(new URL('fixtures/tour.txt', import.meta.url), 'utf8')
const oldDriver = oldDriverFolder()
const output = (...args: string[]) => execFileSync(process.execPath, [program, ...args], { encoding: 'utf8' })

describe('a program over most of the old API', () => {
  it('prints on the compatibility modules what it printed on the real packages', () => {
    expect(output().split('\n')).toEqual(recorded.split('\n'))
  })

  it.skipIf(!oldDriver)(`prints the same there today${oldDriver ? '' : ` (${noOldDriver})`}`, () => {
    expect(output(oldDriver!).split('\n')).toEqual(recorded.split('\n'))
  })
})
