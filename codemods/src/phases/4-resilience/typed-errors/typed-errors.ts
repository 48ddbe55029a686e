import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Node } from '../../../survey/nodes.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Facade } from '../../1-foundation/facade-accessor/facade-accessor.js'
import { UsageIds } from '../../usage-ids.js'
import { BrowserCode } from '../browser-code.js'
import { databaseHomes } from '../database-homes.js'
import { errorHandlers } from '../errors/error-handlers.js'
import { ErrorSources } from '../errors/error-sources.js'
import type { ResilienceRefusal } from '../refusals.js'
import { tiedErrors } from './error-cause.js'
import { retypeTests } from './message-tests.js'
import { SwallowedErrors } from './swallowed-error.js'

const codemod = 'typed-errors'

/** Errors keep the one they replace as their cause, and are told apart by type instead of by text. */
export async function typedErrors(
  planning: Planning,
  facades: ReadonlyMap<string, Facade>,
): Promise<Proposals> {
  const candidates: Proposals['candidates'] = []
  const refusals: Proposals['refusals'] = []
  const ids = new UsageIds()
  const sources = new ErrorSources(planning)
  const swallowed = new SwallowedErrors(planning)
  const { project } = planning.survey
  const browser = new BrowserCode(project)
  const isFounded = databaseHomes(planning, facades).length > 0
  for (const path of project.files) {
    if (isTestFile(path) || !planning.inScope(path)) continue
    const text = project.text(path)
    if (!text || !/\bcatch\b|\.then\(|[Ee]rr(or)?\b/.test(text)) continue
    const file = project.source(path)
    if (!file) continue
    const refuse = (node: Node, what: string, id: ResilienceRefusal, detail?: string) =>
      refusals.push({
        usage: ids.next(file, node, what),
        codemod,
        id,
        place: file.place(node),
        ...(detail !== undefined && { detail }),
      })
    for (const handler of errorHandlers(file)) {
      for (const { node, outcome } of tiedErrors(planning, file, handler)) {
        if ('refused' in outcome) {
          refuse(node, 'cause', outcome.refused, outcome.detail)
          continue
        }
        candidates.push({
          usages: [ids.next(file, node, 'cause')],
          place: file.place(node),
          alternatives: outcome.alternatives.map((edits) => ({
            codemod,
            reason: 'The error that was caught stays with the one thrown for it, as its cause.',
            files: [{ path, edits, imports: [], removedReferences: [] }],
            ...(isOfLibrary(file, node) && { whenRefused: { 2554: 'cause-not-in-library' } }),
          })),
        })
      }
      const { change, left } = await retypeTests(planning, sources, file, handler)
      for (const { node, refused, detail } of left) refuse(node, 'message-test', refused, detail)
      if (change && !isFounded) refuse(change.first, 'message-test', 'facade-missing')
      else if (change && browser.has(path)) refuse(change.first, 'message-test', 'browser-code')
      else if (change) candidates.push(retyped(file, ids, change))
      if (swallowed.swallows(file, handler))
        refuse(handler.node, 'swallowed', 'swallowed-error', placeText(file, handler.node))
    }
  }
  return { candidates, refusals }
}

function isOfLibrary(file: SourceFile, creation: Node): boolean {
  const callee =
    creation.type === 'NewExpression' || creation.type === 'CallExpression' ? creation.callee : undefined
  return callee !== undefined && /^(Type|Range|Syntax|Reference|URI|Eval)?Error$/.test(file.textOf(callee))
}

function retyped(
  file: SourceFile,
  ids: UsageIds,
  change: NonNullable<Awaited<ReturnType<typeof retypeTests>>['change']>,
): Proposals['candidates'][number] {
  return {
    usages: [ids.next(file, change.first, 'message-test')],
    place: file.place(change.first),
    alternatives: [
      {
        codemod,
        reason: `The kind of error is asked for, not its text: ${change.texts.join('; ')}.`,
        files: [
          {
            path: file.path,
            edits: change.edits,
            imports: change.imports,
            removedReferences: change.removed,
          },
        ],
      },
    ],
  }
}

function placeText(file: SourceFile, node: Node): string {
  return file.textOf(node).split('\n')[0]!.slice(0, 80)
}
