import { createInterface } from 'node:readline/promises'
import type { Change, Plan } from '@duckshift/codemods'
import { patchLines, plainLine, type TerminalOptions } from '@duckshift/reports'
import { Chalk } from 'chalk'

export type Answer = 'accept' | 'skip' | 'edit' | 'all' | 'quit'

/** What somebody decided, change by change. */
export interface Decision {
  readonly accepted: readonly Change[]
  readonly skipped: readonly Change[]
  /** Changes to be accepted whose text the user wants to touch first. */
  readonly edited: readonly Change[]
}

const answers: Readonly<Record<string, Answer>> = { y: 'accept', n: 'skip', e: 'edit', a: 'all', q: 'quit' }

/**
 * Asks about each change. A change without usages of its own, such as the facade, is what others build on:
 * nobody is asked about it. After `quit` the rest is skipped.
 */
export async function decide(
  plan: Plan,
  ask: (change: Change, position: string) => Promise<Answer>,
): Promise<Decision> {
  const accepted: Change[] = []
  const skipped: Change[] = []
  const edited: Change[] = []
  const wholeCodemods = new Set<string>()
  let hasQuit = false
  const asked = plan.changes.filter((change) => change.usages.length > 0)
  for (const [index, change] of asked.entries()) {
    if (hasQuit) skipped.push(change)
    else if (wholeCodemods.has(change.codemod)) accepted.push(change)
    else {
      const answer = await ask(change, `${index + 1} of ${asked.length}`)
      if (answer === 'all') wholeCodemods.add(change.codemod)
      if (answer === 'quit') hasQuit = true
      if (answer === 'skip' || answer === 'quit') skipped.push(change)
      else accepted.push(change)
      if (answer === 'edit') edited.push(change)
    }
  }
  return { accepted, skipped, edited }
}

/** Asks on the terminal; the end of input means quit. */
export function terminalQuestions(
  options: TerminalOptions,
  out: (text: string) => void,
): { readonly ask: (change: Change, position: string) => Promise<Answer>; readonly close: () => void } {
  const chalk = new Chalk({ level: options.color ? 1 : 0 })
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  let isClosed = false
  const closed = new Promise<undefined>((resolve) =>
    terminal.once('close', () => {
      isClosed = true
      resolve(undefined)
    }),
  )
  const ask = async (change: Change, position: string): Promise<Answer> => {
    out(`\n${chalk.bold(`${change.codemod} (${position})`)}  ${plainLine(change.reason)}\n`)
    for (const { patch } of change.files) out(`${patchLines(chalk, patch).join('\n')}\n`)
    for (;;) {
      const reply = isClosed
        ? undefined
        : await Promise.race([
            terminal.question('Apply? y yes, n no, e edit, a all of this codemod, q quit: '),
            closed,
          ])
      if (reply === undefined) return 'quit'
      const answer = answers[reply.trim().toLowerCase()]
      if (answer) return answer
      out(
        'y: take it. n: leave it. e: take it and edit the files. a: take it and all that follow of this codemod. q: stop asking, leave the rest.\n',
      )
    }
  }
  return { ask, close: () => terminal.close() }
}
