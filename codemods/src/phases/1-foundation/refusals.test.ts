import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { foundationRefusals } from './refusals.js'

const folder = fileURLToPath(new URL('.', import.meta.url))

describe('refusals of phase 1', () => {
  it('are explained in exactly one README each, and none is invented', () => {
    const documented = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap((entry) => [
        ...readFileSync(`${folder}${entry.name}/README.md`, 'utf8').matchAll(/^\| `([\w-]+)` \|/gm),
      ])
      .map((match) => match[1]!)
    expect(documented.sort()).toEqual(Object.keys(foundationRefusals).sort())
  })

  it('say what is wrong and what to do', () => {
    for (const { message, help } of Object.values(foundationRefusals)) {
      expect(message).toMatch(/^[A-Z].*\.$/)
      expect(help).toMatch(/\.$/)
    }
  })
})
