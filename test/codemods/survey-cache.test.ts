import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { survey, surveySummary } from '@duckshift/codemods'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { generateProject } from '../bench/support/generate-project.mjs'
import { temporaryFolder } from '../support/project.js'

/** What somebody does to a file between two surveys. */
const changes: Readonly<Record<string, (path: string, original: string) => void>> = {
  touch: (path) => setTimes(path, Date.now() / 1000),
  'touch in the past': (path) => setTimes(path, 1_000_000_000),
  restore: writeFileSync,
  'add a comment': (path, original) => writeFileSync(path, `${original}// more\n`),
  'add a usage': (path, original) =>
    writeFileSync(
      path,
      `import { getDuckDBClient as g } from '@/db'\n${original}\nexport const more = g()\n`,
    ),
  'lose the first line': (path, original) => writeFileSync(path, original.slice(original.indexOf('\n') + 1)),
  'break the syntax': (path, original) => writeFileSync(path, `${original}\nexport {`),
  'break the encoding': (path) => writeFileSync(path, Buffer.from([0x2f, 0x2f, 0xff, 0xfe])),
  delete: (path) => rmSync(path, { force: true }),
}

function setTimes(path: string, seconds: number): void {
  if (existsSync(path)) utimesSync(path, seconds, seconds)
}

const files = [
  'src/db/client.ts',
  'src/db/index.ts',
  'src/feature-0/user-0.ts',
  'src/feature-0/user-1.ts',
  'src/feature-0/module-3.ts',
  'src/feature-0/new.ts',
  'src/db/wrapper.ts',
]

it('a cached survey finds what a fresh one finds, whatever happened to the files between the two', async () => {
  const root = temporaryFolder()
  generateProject(root, 60)
  const originals = new Map(
    files.map((file) => [file, file.endsWith('new.ts') ? '' : readFileSync(join(root, file), 'utf8')]),
  )
  const aliases = join(root, 'tsconfig.json')
  const configuration = readFileSync(aliases, 'utf8')
  const step = fc.record({
    file: fc.constantFrom(...files),
    change: fc.constantFrom(...Object.keys(changes)),
    hasAliases: fc.boolean(),
    age: fc.constantFrom('settled', 'fresh'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
      for (const { file, change, hasAliases, age } of steps) {
        changes[change]!(join(root, file), originals.get(file)!)
        if (!hasAliases) writeFileSync(aliases, configuration.replace('"@/*"', '"~/*"'))
        else if (readFileSync(aliases, 'utf8') !== configuration) writeFileSync(aliases, configuration)
        if (age === 'settled') await new Promise((resolve) => setTimeout(resolve, 70))
        const { accessors, clients, usages, unreadable } = await surveySummary(root, {})
        const fresh = survey({ root })
        expect({ accessors, clients, usages, unreadable }).toEqual({
          accessors: fresh.accessors,
          clients: fresh.clients,
          usages: fresh.usages,
          unreadable: fresh.unreadable,
        })
      }
    }),
    { numRuns: 25 },
  )
})
