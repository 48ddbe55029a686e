import { DuckshiftError, version } from '@duckshift/codemods/status'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { deadCodeFormats, deadCodeKinds, gateFormats, runFormats, statusFormats } from './formats.js'
import { type ExitCode, type GlobalOptions, openSession, type Session } from './session.js'

const exitCodes = `
Exit codes:
  0  nothing to do, or done
  1  findings: the plan would change files, or a check found something wrong
  2  usage or configuration error
  3  a run failed and nothing was written
  4  drift: files changed since the plan
  5  verification failed and the run was rolled back
`

/** Parses the command line and runs one command. Resolves to the exit code. */
export async function runProgram(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = 0
  const command =
    (work: (session: Session, ...values: never[]) => Promise<ExitCode>) =>
    async (...values: unknown[]) => {
      const own = values.at(-1) as Command
      const session = await openSession(own.optsWithGlobals<GlobalOptions>())
      code = await work(session, ...(values.slice(0, -1) as never[]))
    }

  const program = new Command('duckshift')
    .description('Moves a Node/TypeScript codebase off its DuckDB singleton, phase by phase.')
    .version(version)
    .option('--cwd <folder>', 'the project', '.')
    .option('--config <file>', 'configuration; default duckshift.config.ts in the project')
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'print nothing but results of --json and errors')
    .option('--no-color', 'print without colours')
    .showSuggestionAfterError()
    .showHelpAfterError('Run "duckshift --help" to see what there is.')
    .addHelpText(
      'after',
      `${exitCodes}
Start here:
  duckshift init          find the accessor and write the configuration
  duckshift status        see how much legacy usage there is
  duckshift run 1         plan phase 1, rehearse it, read the diff: nothing is written
`,
    )
    .exitOverride()

  program
    .command('init')
    .description('detect accessor, schema and test command; write duckshift.config.ts')
    .option('--force', 'overwrite an existing configuration')
    .action(command(async (session, options) => (await import('./commands/init.js')).init(session, options)))
  program
    .command('status')
    .description('how much legacy usage is left, read from the code')
    .addOption(new Option('--format <format>', 'how to print it').choices(statusFormats))
    .option('--check', 'fail when a file has more than the ledger (duckshift.ledger) allows')
    .option('--dead-code', 'also read dead code now; else the figure of the last verify 5 is shown')
    .option('--update', 'lower the ledger to what the code has; write it when there is none')
    .option('--allow-increase <reason>', 'with --update: let the ledger rise, and keep the reason in it')
    .option('--changed-since <ref>', 'only files that differ from where the branch left this commit')
    .option(
      '--shard <i/n>',
      'only this part of the files; join the JSON reports with: duckshift report merge',
    )
    .addHelpText(
      'after',
      `
Examples:
  duckshift status
  duckshift status --json | jq .totals
  duckshift status --update                          write the ledger, or lower it
  duckshift status --check --format github           in CI: fail when a file got worse
  duckshift status --check --changed-since main      in a pull request
  duckshift status --format sarif > duckshift.sarif  for code scanning
`,
    )
    .action(
      command(async (session, options) => (await import('./commands/status.js')).status(session, options)),
    )
  program
    .command('run')
    .argument('<phase>', '1 to 6')
    .argument('[paths...]', 'files and folders to change; default all')
    .description('plan and rehearse a phase, print the diff, store the plan; writes nothing without --write')
    .option('--write', 'apply the plan at once')
    .option('--only <codemod...>', 'only these codemods')
    .option('--all', 'phase 5: also what was dead before the migration')
    .option('--allow-dirty', 'write although git has uncommitted changes')
    .option('--interactive', 'ask about each change, then apply what was accepted')
    .addOption(new Option('--format <format>', 'how to print the plan').choices(runFormats))
    .option(
      '--changed-since <ref>',
      'only usages in files that differ from where the branch left this commit',
    )
    .option(
      '--shard <i/n>',
      'only this part of the files; join the JSON reports with: duckshift report merge',
    )
    .option('--full-check', 'type-check every file, not only those a change can reach')
    .addHelpText(
      'after',
      `
Examples:
  duckshift run 1                          the diff and a report, nothing written
  duckshift run 1 src/services             only usages below src/services
  duckshift run 1 --only facade-accessor   the smallest first step
  duckshift run 1 --write                  apply what was planned
`,
    )
    .action(
      command(async (session, phase: string, paths: string[], options) =>
        (await import('./commands/run.js')).run(session, phase, paths, options),
      ),
    )
  program
    .command('apply')
    .argument('<plan>', 'id or path of a stored plan')
    .description('apply a reviewed plan, byte for byte')
    .option('--allow-dirty', 'write although git has uncommitted changes')
    .action(
      command(async (session, plan: string, options) =>
        (await import('./commands/apply.js')).apply(session, plan, options),
      ),
    )
  program
    .command('rollback')
    .argument('<run>', 'id of an applied run: see duckshift runs')
    .description('restore every byte that a run changed')
    .action(
      command(async (session, id: string) => (await import('./commands/rollback.js')).rollback(session, id)),
    )
  program
    .command('runs')
    .description('list what was applied')
    .action(command(async (session) => (await import('./commands/runs.js')).runs(session)))
  program
    .command('report')
    .description('work with reports')
    .command('merge')
    .argument('<files...>', 'output of status --json, or of run --json, one file for each shard')
    .description('join the reports of shards into one')
    .addOption(new Option('--format <format>', 'how to print it').choices(statusFormats))
    .action(
      command(async (session, files: string[], options) =>
        (await import('./commands/report.js')).mergeReports(session, files, options),
      ),
    )
  program
    .command('verify')
    .argument('<phase>', '1 to 6')
    .description("a phase's gate: type check, tests and what the phase promises, measured")
    .addOption(new Option('--format <format>', 'how to print it').choices(gateFormats))
    .option('--workload <file>', 'a recorded workload; default one made from the code and the schema')
    .option('--database <file>', 'replay on copies of this database; default one made from the schema')
    .option('--operations <count>', 'length of a workload made from the code', wholeNumber)
    .option('--concurrency <count>', 'callers at a time; default 8', wholeNumber)
    .addHelpText(
      'after',
      `
Examples:
  duckshift verify 1
  duckshift verify 1 --database data/app.duckdb --workload recorded.jsonl
  duckshift verify 2 --format junit > gate.xml
`,
    )
    .action(
      command(async (session, phase: string, options) =>
        (await import('./commands/verify.js')).verify(session, phase, options),
      ),
    )
  program
    .command('dead-code')
    .argument('[paths...]', 'files and folders to report on; default all')
    .description('what nothing reaches from the entry points, and why: files, exports, members, dependencies')
    .addOption(new Option('--format <format>', 'how to print it').choices(deadCodeFormats))
    .addOption(new Option('--kind <kind...>', 'only these kinds').choices(deadCodeKinds))
    .option('--orphaned', 'only what was in use before the migration')
    .option('--production', 'what only tests use counts as dead')
    .option('--certain', 'leave out what something dynamic may use')
    .option('--no-types', 'ask no type checker: faster, and class members live by their name')
    .addHelpText(
      'after',
      `
Entry points are read from package.json, the conventions of frameworks and test runners, and "entries" in
duckshift.config.ts. Removing: duckshift run 5 (what the migration orphaned), duckshift run 5 --all (everything).

Examples:
  duckshift dead-code
  duckshift dead-code src/services --kind class-member export
  duckshift dead-code --json | jq '.findings[] | select(.orphaned)'
  duckshift dead-code --format github                annotations in a pull request
`,
    )
    .action(
      command(async (session, paths: string[], options) =>
        (await import('./commands/dead-code.js')).deadCode(session, paths, options),
      ),
    )
  program
    .command('doctor')
    .description('check node, driver, tsconfig, git, accessor and schema; say what to do')
    .option('--database <file>', 'also check that this database file is not locked')
    .action(
      command(async (session, options) => (await import('./commands/doctor.js')).doctor(session, options)),
    )
  program
    .command('docs')
    .description('write architecture, reference, runbook and migration guide from the code')
    .option('--check', 'write nothing; exit code 1 when one is not what the code says')
    .option('--allow-dirty', 'write although git has uncommitted changes')
    .addHelpText(
      'after',
      `
Generated text stands between markers with a hash; what you write around them stays yours.

Examples:
  $ duckshift docs
  $ duckshift docs --check    in a pipeline`,
    )
    .action(command(async (session, options) => (await import('./commands/docs.js')).docs(session, options)))
  program
    .command('demo')
    .description('the whole journey on a legacy application copied to a temporary folder')
    .option('--keep', 'leave the folder for a look around')
    .action(async (options: { keep?: boolean }) => {
      code = await (await import('./commands/demo.js')).demo(options)
    })

  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    const failure = failureOf(error)
    // Commander has said it by then.
    if (!(error instanceof CommanderError)) process.stderr.write(`${failure.text}\n`)
    if (asksForJson(args)) process.stdout.write(`${JSON.stringify({ error: failure.json }, null, 2)}\n`)
    return failure.json.exitCode
  }
}

interface Failure {
  /** For standard error. */
  readonly text: string
  /** For standard output, where a result was asked for as JSON. */
  readonly json: {
    readonly code: string
    readonly message: string
    readonly help: string
    readonly exitCode: ExitCode
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof DuckshiftError) {
    const { code, message, help, exitCode } = error
    return { text: `${message}\n${help}`, json: { code, message, help, exitCode } }
  }
  if (error instanceof CommanderError) {
    const isHelp = error.code === 'commander.help'
    const message = isHelp ? 'No command was given.' : error.message.replace(/^error: /, '')
    const help = 'Run "duckshift --help" to see what there is.'
    return { text: message, json: { code: 'usage', message, help, exitCode: 2 } }
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  const help = 'This is a defect of duckshift. Report it with the stack on standard error.'
  return { text: stack ?? message, json: { code: 'unexpected', message, help, exitCode: 3 } }
}

/** `--json`, `--format json` and `--format=json`, also where the rest of the line is wrong. */
function asksForJson(args: readonly string[]): boolean {
  return args.some((argument, index) =>
    argument === '--format' ? args[index + 1] === 'json' : /^--(?:json|format=json)$/.test(argument),
  )
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It is a whole number from 1.')
  return number
}
