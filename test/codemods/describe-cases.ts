import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { phaseNumbered } from '@duckshift/codemods'
import {
  type CodemodCaseOutcome,
  type Files,
  filesUnder,
  readmeSamples,
  runCodemodCase,
} from '@duckshift/codemods/testing'
import { describe, expect, it } from 'vitest'
import { repository, smallProjectFiles } from '../support/project.js'

/**
 * Every codemod's folder is its test: `cases/<case>/before` becomes `after`, `cases/skip-<case>/before` stays as it
 * is. `case.json` may say `{ only, refusals, staying, config, after }`. `UPDATE_CASES=1` writes `after`, `refusals` and
 * `staying`.
 */
interface CaseOptions {
  readonly only?: readonly string[]
  /** Phases applied before. */
  readonly after?: readonly number[]
  /** Ids of the expected refusals, sorted; absent means none. */
  readonly refusals?: readonly string[]
  /** The expected reasons for which statements stay, sorted; absent means none. */
  readonly staying?: readonly string[]
  readonly config?: Record<string, unknown>
  /** Extra base files are not given: the case brings a whole project. */
  readonly whole?: boolean
}

const phasesFolder = join(repository, 'codemods', 'src', 'phases')
const nodeModules = join(repository, 'node_modules')
const updating = process.env.UPDATE_CASES === '1'
const folders = (path: string) =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    : []

/** What any change of phase 1 may touch beside the case's own files. */
const surroundings = new Set([
  ...Object.keys(smallProjectFiles),
  'src/database.ts',
  'src/duckshift-database.ts',
])

function assertSound(outcome: CodemodCaseOutcome): void {
  expect(outcome.unparsable).toEqual([])
  expect(outcome.secondRun).toEqual([])
  expect(outcome.plan.rehearsal).toMatchObject({ outcome: 'checked', newDiagnostics: [] })
  expect(outcome.typeErrors).toEqual([])
}

function ownChanges(outcome: CodemodCaseOutcome, own: Files, expected: Files): Files {
  return Object.fromEntries(
    Object.entries(outcome.changed).filter(
      ([path]) => path in own || path in expected || !surroundings.has(path),
    ),
  )
}

/** Every codemod of one phase. */
export function describeCases(number: number): void {
  const phase = folders(phasesFolder).find((name) => Number.parseInt(name, 10) === number)!
  for (const codemod of phaseNumbered(number)!.codemods) {
    const folder = join(phasesFolder, phase, codemod)
    describe(`${number} ${codemod}`, () => {
      it('has a README and cases', () => {
        expect(existsSync(join(folder, 'README.md'))).toBe(true)
        expect(folders(join(folder, 'cases'))).not.toEqual([])
      })

      for (const name of folders(join(folder, 'cases'))) {
        it(name, async () => {
          const path = join(folder, 'cases', name)
          const before = filesUnder(join(path, 'before'))
          const after = filesUnder(join(path, 'after'))
          const optionsFile = join(path, 'case.json')
          const options: CaseOptions = existsSync(optionsFile)
            ? JSON.parse(readFileSync(optionsFile, 'utf8'))
            : {}
          const outcome = await runCodemodCase({
            before,
            ...(!options.whole && { base: smallProjectFiles }),
            phase: number,
            ...(options.only && { only: options.only }),
            ...(options.after && { after: options.after }),
            config: options.config ?? {},
            nodeModules,
          })
          try {
            const isSkip = name.startsWith('skip-')
            const ownsClient = codemod === 'facade-accessor' || !isSkip
            const changed = ownChanges(outcome, ownsClient ? before : {}, after)
            const refusals = outcome.refusals.map((refusal) => refusal.id).sort()
            const staying = [
              ...new Set(outcome.plan.changes.flatMap((change) => change.staying ?? [])),
            ].sort()
            if (updating) {
              record(path, isSkip ? {} : changed, options, { refusals, staying })
              return
            }
            assertSound(outcome)
            expect(changed).toEqual(isSkip ? {} : after)
            if (isSkip) expect(outcome.deleted).toEqual([])
            expect(refusals).toEqual(options.refusals ?? [])
            expect(staying).toEqual(options.staying ?? [])
            if (!isSkip) expect(Object.keys(after).length).toBeGreaterThan(0)
          } finally {
            outcome.dispose()
          }
        })
      }

      const readme = join(folder, 'README.md')
      const samples = existsSync(readme) ? readmeSamples(readFileSync(readme, 'utf8')) : []
      for (const sample of samples) {
        it(`README.md:${sample.line}`, async () => {
          const outcome = await runCodemodCase({
            before: sample.before,
            base: smallProjectFiles,
            phase: number,
            ...((sample.isAskedFor || phaseNumbered(number)?.withoutAccessor?.includes(codemod)) && {
              only: [codemod],
            }),
            ...(number > 1 && { after: [1] }),
            nodeModules,
          })
          try {
            assertSound(outcome)
            const changed = Object.fromEntries(
              Object.keys(sample.after).map((path) => [path, outcome.changed[path]]),
            )
            expect(changed).toEqual(sample.after)
          } finally {
            outcome.dispose()
          }
        })
      }
    })
  }
}

function record(
  path: string,
  changed: Files,
  options: CaseOptions,
  { refusals, staying }: { readonly refusals: readonly string[]; readonly staying: readonly string[] },
): void {
  rmSync(join(path, 'after'), { recursive: true, force: true })
  for (const [file, text] of Object.entries(changed)) {
    mkdirSync(dirname(join(path, 'after', file)), { recursive: true })
    writeFileSync(join(path, 'after', file), text)
  }
  const { refusals: _, staying: __, ...rest } = options
  const next = {
    ...rest,
    ...(refusals.length > 0 && { refusals }),
    ...(staying.length > 0 && { staying }),
  }
  rmSync(join(path, 'case.json'), { force: true })
  if (Object.keys(next).length > 0)
    writeFileSync(join(path, 'case.json'), `${JSON.stringify(next, null, 2)}\n`)
}
