import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { survey } from '@duckshift/codemods'
import { expect, it } from 'vitest'
// The thread's own module is JavaScript: it runs from what is built.
import { ReadAhead } from '../../codemods/dist/survey/read-ahead.js'
import { readFacts } from '../../codemods/src/survey/file-facts.js'
import { parseToJson, partToJson } from '../../codemods/src/survey/parse.js'
import { projectFiles } from '../../codemods/src/survey/project-files.js'
import { generateProject } from '../bench/support/generate-project.mjs'
import { cli, temporaryFolder } from '../support/project.js'

const root = temporaryFolder()
generateProject(root, 2_200)
const user = 'src/feature-0/user-0.ts'
writeFileSync(join(root, 'src/feature-0/broken.ts'), `${readFileSync(join(root, user), 'utf8')}\nexport {`)
writeFileSync(join(root, 'src/bytes.ts'), Buffer.from([0x2f, 0x2f, 0xff, 0xfe]))
const { sources } = projectFiles(root)

const named = (accessor: { readonly module: string; readonly export: string }) =>
  `${accessor.module}#${accessor.export}`
const threaded = it.skipIf(availableParallelism() === 1)

it('two threads find what one finds', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'status', '--json', '--cwd', root], {
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const { accessors, usages, unreadable } = JSON.parse(stdout)
  const alone = survey({ root })
  const places = (
    found: readonly { readonly file: string; readonly line: number; readonly column: number }[],
  ) => found.map(({ file, line, column }) => `${file}:${line}:${column}`)
  expect(alone.usages.length).toBeGreaterThan(100)
  expect(places(usages)).toEqual(places(alone.usages))
  expect(accessors.map(named)).toEqual(alone.accessors.map(named))
  expect(unreadable).toEqual(alone.unreadable.map(({ file, reason }) => ({ file, reason })))
  expect(unreadable).toHaveLength(2)
})

threaded('facts are those of each file, and what cannot be read is left out', () => {
  const gone = 'src/feature-0/gone.ts'
  const ahead = ReadAhead.start(root, [...sources, gone])!
  const facts = ahead.facts()
  ahead.close()
  expect([...facts.keys()]).toEqual(sources)
  for (const path of sources) expect(facts.get(path), path).toEqual(readFacts(root, path))
})

threaded('files are parsed ahead of their turn, in which they are taken, half of them in part', async () => {
  const ahead = ReadAhead.start(root, sources)!
  const paths = ['src/feature-0/broken.ts', ...sources.filter((path) => path.includes('/user-'))]
  ahead.facts()
  const clients = ['../db/client.js']
  ahead.parseNext(
    paths,
    paths.map((_, place) => (place % 2 === 0 ? null : clients)),
  )
  let taken = 0
  for (const [place, path] of paths.entries()) {
    // Until the thread has loaded the parser.
    if (taken === 0) await delay(50)
    const parsed = ahead.parsed(path)
    if (!parsed) continue
    taken += 1
    const text = readFileSync(join(root, path), 'utf8')
    const isPart = place % 2 === 1
    const json = isPart ? partToJson(path, text, clients) : parseToJson(path, text)
    expect(parsed).toMatchObject({ path, text, json, isPart })
  }
  expect(taken).toBeGreaterThan(0)
  expect(ahead.parsed(paths[1]!)).toBeUndefined()
  ahead.close()
})

it('a file that changes after it was read is read again by the next survey', () => {
  const usagesOf = () =>
    JSON.parse(
      spawnSync(process.execPath, [cli, 'status', '--json', '--cwd', root], { encoding: 'utf8' }).stdout,
    ).usages.length
  rmSync(join(root, '.duckshift'), { recursive: true, force: true })
  const before = usagesOf()
  const text = readFileSync(join(root, user), 'utf8')
  writeFileSync(join(root, user), text.replaceAll('getDuckDBClient', 'nothing'))
  expect(usagesOf()).toBe(before - 1)
  writeFileSync(join(root, user), text)
  expect(usagesOf()).toBe(before)
})
