import { cpSync, existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DuckshiftError, loadConfig, type PhaseNumber, surveyProject } from '@duckshift/codemods'
import { renderStatus } from '@duckshift/reports'
import { testRun } from '../demo/application.js'
import { demoPhase, headline, type PhaseOutcome } from '../demo/demo-phase.js'
import type { ExitCode, Session } from '../session.js'
import { currentStatus } from '../status-facts.js'

const demoPhases: readonly PhaseNumber[] = [1, 2, 3, 4]

/** What a team of modelhub would configure: the repository that was written and never used. */
const swaps = [
  {
    from: 'src/repositories/model-config-repository.ts#ModelConfigRepository',
    to: 'src/repositories/optimized-model-config-repository.ts#OptimizedModelConfigRepository',
  },
]

/** Copies the legacy application, tests it, migrates it phase by phase, tests it after each. Every figure is measured here. */
export async function demo({ keep = false }: { readonly keep?: boolean }): Promise<ExitCode> {
  const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')
  const application = join(repository, 'fixtures', 'modelhub')
  if (!existsSync(application)) {
    throw new DuckshiftError('The demo needs a checkout of duckshift: fixtures/modelhub is not here.', {
      code: 'no-demo',
      exitCode: 2,
      help: 'Clone the repository and run: npm ci && npm run demo',
    })
  }
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'duckshift-demo-')))
  const say = (text: string) => process.stdout.write(`${text}\n`)
  const startedAt = Date.now()
  try {
    cpSync(application, root, { recursive: true, filter: (path) => !path.includes('node_modules') })
    symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
    const session: Session = {
      root,
      config: { ...(await loadConfig(root)), swaps },
      json: false,
      quiet: true,
      terminal: {
        color: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
        width: process.stdout.columns ?? 100,
      },
      out: (text) => process.stdout.write(text),
      note: () => undefined,
    }
    say(`modelhub, a legacy application, copied to ${root}\n`)

    say('Its own tests, on the singleton')
    say(`   ${testRun(root, {})}\n`)

    say('What is there')
    const before = surveyProject(root, session.config)
    say(indent(renderStatus(currentStatus(session, before, []), session.terminal)))

    const outcomes: PhaseOutcome[] = []
    for (const phase of demoPhases) {
      say(headline(phase))
      outcomes.push(await demoPhase(session, phase, say))
      if (phase === 1) say(`   flag         on singleton: ${testRun(root, { DUCKSHIFT_MODE: 'singleton' })}`)
      say('')
    }

    say('What is left')
    const after = surveyProject(root, session.config)
    const refusals = outcomes.flatMap((outcome) => outcome.plan.refusals)
    say(indent(renderStatus(currentStatus(session, after, refusals), session.terminal)))
    say(`Done in ${Math.round((Date.now() - startedAt) / 1000)} s.`)
    if (keep) {
      say(`The application: ${root}`)
      for (const { report } of outcomes) say(`The report:      ${report}`)
      for (const { run } of [...outcomes].reverse())
        say(`Undo:            duckshift rollback ${run.id} --cwd ${root}`)
    } else say('Keep the folder and its reports with: npm run demo -- --keep')
    return 0
  } catch (error) {
    if (error instanceof DuckshiftError) throw error
    process.stderr.write(`The demo failed: ${(error as Error).message}\n`)
    return 1
  } finally {
    if (!keep) rmSync(root, { recursive: true, force: true })
  }
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => (line ? `   ${line}` : line))
    .join('\n')
}
