import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCodemodCase } from '@duckshift/codemods/testing'
import { expect, it } from 'vitest'
import { duckshift, repository, smallProject, smallProjectFiles, treeHash } from '../support/project.js'

const rename = `module.exports = function (file, { jscodeshift: j }, options) {
  const root = j(file.source)
  const found = root.find(j.Identifier, { name: options.from ?? 'oldName' })
  if (found.length === 0) return undefined
  found.forEach((path) => { path.node.name = options.to ?? 'newName' })
  return root.toSource()
}
module.exports.parser = 'ts'
`
const own = `import { defineCodemod } from '@duckshift/codemods'
export default defineCodemod({
  propose: (planning) => ({
    refusals: [],
    candidates: planning.survey.project.files
      .filter((path) => path.includes('marked') && !planning.survey.project.text(path).startsWith('// marked'))
      .map((path) => ({
        usages: [],
        place: { file: path, start: 0, end: 0, line: 1, column: 1 },
        alternatives: [{
          codemod: 'mark-files',
          reason: 'Marked.',
          files: [{ path, edits: [{ start: 0, end: 0, text: '// marked\\n' }], imports: [], removedReferences: [] }],
        }],
      })),
  }),
})
`
const json = (root: string, ...args: string[]) => {
  const { out, err } = duckshift(root, ...args, '--json')
  if (!out.trim()) throw new Error(err)
  return JSON.parse(out)
}
const configured = (codemods: unknown) => `export default { codemods: ${JSON.stringify(codemods)} }\n`

it('jscodeshift transforms and own codemods are planned, rehearsed, applied and rolled back', () => {
  const root = smallProject({
    'rename.cjs': rename,
    'mark-files.mjs': own,
    'duckshift.config.ts': configured([
      { use: './rename.cjs', phase: 3, files: ['src/**'], reason: 'New names.' },
      { use: './mark-files.mjs', phase: 3 },
    ]),
    'src/first.ts': "\uFEFF// stays\r\nexport const oldName = 1;\r\nexport const other   = 'x'\r\n",
    'src/second.ts': "import { oldName } from './first.js'\nexport const twice = oldName * 2\n",
    'src/wrong.ts':
      "const given: { oldName: number } = { oldName: 1 }\nexport const read = given['oldName']\n",
    'src/marked.ts': 'export const marked = 1\n',
    'elsewhere.ts': 'export const oldName = 1\n',
  })
  const before = treeHash(root)
  const plan = json(root, 'run', '3', '--only', 'rename', '--only', 'mark-files', '--write')
  expect(
    plan.changes.map(({ codemod, reason }: Record<string, string>) => `${codemod} ${reason}`).sort(),
  ).toEqual(['mark-files Marked.', 'rename New names.', 'rename New names.'])
  expect(plan.refusals).toMatchObject([{ id: 'type-check', usage: 'src/wrong.ts' }])
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  expect(read('src/first.ts')).toBe(
    "\uFEFF// stays\r\nexport const newName = 1;\r\nexport const other   = 'x'\r\n",
  )
  expect(read('src/second.ts')).toContain('newName * 2')
  expect(read('src/marked.ts')).toBe('// marked\nexport const marked = 1\n')
  expect(read('elsewhere.ts')).toContain('oldName')
  const again = json(root, 'run', '3', '--only', 'rename', '--only', 'mark-files')
  expect(again.changes).toEqual([])
  const [{ id }] = json(root, 'runs')
  expect(duckshift(root, 'rollback', id).code).toBe(0)
  expect(treeHash(root)).toBe(before)
})

it('what throws, or would change its own work again, is refused; what is no codemod is an error', async () => {
  const outcome = await runCodemodCase({
    base: smallProjectFiles,
    before: {
      'grow.cjs':
        "module.exports = (file) => file.path.endsWith('a.ts') ? file.source + '// more\\n' : undefined\n",
      'throw.cjs':
        "module.exports = (file) => { if (file.path.endsWith('/b.ts')) throw new Error('no idea'); return file.source.replace(/[/]{2} old/, '// new') }\n",
      'src/a.ts': 'export const a = 1\n',
      'src/b.ts': 'export const b = 1\n',
      'src/c.ts': 'export const c: string = 1 // old\n',
    },
    phase: 3,
    only: ['grow', 'throw'],
    config: {
      codemods: [
        { use: './grow.cjs', phase: 3 },
        { use: './throw.cjs', phase: 3 },
      ],
    },
    nodeModules: join(repository, 'node_modules'),
  })
  outcome.dispose()
  expect(outcome.changed).toEqual({ 'src/c.ts': 'export const c: string = 1 // new\n' })
  expect(outcome.typeErrors).toEqual([
    "src/c.ts:1:14 TS2322: Type 'number' is not assignable to type 'string'.",
  ])
  expect(outcome.refusals.map(({ id, usage, detail }) => [id, usage, detail])).toEqual([
    ['not-idempotent', 'src/a.ts', undefined],
    ['transform-failed', 'src/b.ts', 'no idea'],
  ])
  const root = smallProject({ 'duckshift.config.ts': configured(['./missing.js']) })
  const failed = duckshift(root, 'run', '1', '--json')
  expect(failed.code).toBe(2)
  expect(failed.out + failed.err).toContain('missing.js')
})
