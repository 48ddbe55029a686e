import { localNameFor } from '../../../edits/import-manager.js'
import type { TextEdit } from '../../../model.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import { enclosingFunction, memberName, type Node, unwrap, walk } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Facade } from '../../1-foundation/facade-accessor/facade-accessor.js'
import { UsageIds } from '../../usage-ids.js'
import { BrowserCode } from '../browser-code.js'
import { databaseHomes } from '../database-homes.js'
import type { ResilienceRefusal } from '../refusals.js'
import { retryModule } from '../runtime-entry.js'
import { allCallsOf } from './call-sites.js'
import { endingCause } from './ending-cause.js'
import { constantValue, linearOf } from './linear.js'
import { notRepeatable } from './repeatable.js'
import { canAwait, retryEdits } from './retry-edits.js'
import type { RetryForm } from './retry-form.js'
import { retryLoop } from './retry-loop.js'
import { retryRecursion } from './retry-recursion.js'

const codemod = 'retry-policy'

/** Loops and functions that try again by hand become the runtime's `retry`, with the same attempts and waits. */
export function retryPolicy(planning: Planning, facades: ReadonlyMap<string, Facade>): Proposals {
  const isFounded = databaseHomes(planning, facades).length > 0
  const candidates: Proposals['candidates'] = []
  const refusals: Proposals['refusals'] = []
  const ids = new UsageIds()
  const { project } = planning.survey
  const browser = new BrowserCode(project)
  for (const path of project.files) {
    if (isTestFile(path) || !planning.inScope(path)) continue
    const text = project.text(path)
    if (!text || !/\bcatch\b/.test(text) || !/\basync\b/.test(text)) continue
    const file = project.source(path)
    if (!file) continue
    const found: Node[] = []
    walk(file.program, (node) => {
      found.push(node)
      return true
    })
    for (const node of found) {
      const recognised = retryLoop(project, file, node) ?? retryRecursion(planning, file, node)
      if (!recognised) continue
      const usage = ids.next(file, node, 'retry')
      const place = file.place(node)
      const refuse = (id: ResilienceRefusal, detail?: string) =>
        refusals.push({ usage, codemod, id, place, ...(detail !== undefined && { detail }) })
      if ('refused' in recognised) {
        refuse(recognised.refused, recognised.detail)
        continue
      }
      const { form } = recognised
      const unused = 'unused' in recognised ? (recognised.unused as Node | undefined) : undefined
      const refusal = browser.has(path)
        ? { id: 'browser-code' as const, detail: undefined }
        : refusalFor(planning, isFounded, file, form)
      if (refusal) {
        refuse(refusal.id, refusal.detail)
        continue
      }
      const from = retryModule(project, path)
      const alternatives = proposals(project, from, file, form, unused)
      const around = {
        path,
        range: { start: form.first.start, end: form.last.end },
        with: (inner: readonly TextEdit[]) => proposals(project, from, file, form, unused, inner),
      }
      if (alternatives.length > 0) candidates.push({ usages: [usage], place, alternatives, around })
      else refuse('unfamiliar-retry')
    }
  }
  return { candidates, refusals }
}

function refusalFor(
  planning: Planning,
  isFounded: boolean,
  file: SourceFile,
  form: RetryForm,
): { readonly id: ResilienceRefusal; readonly detail?: string } | undefined {
  if (!isFounded) return { id: 'facade-missing' }
  if (!canAwait(form.first)) return { id: 'unfamiliar-retry', detail: 'The function is not async.' }
  if (isInTransaction(form.first)) return { id: 'retry-in-transaction' }
  const statement = notRepeatable(planning, file, [form.work])
  if (statement) return { id: 'not-repeatable', detail: statement }
  if (!mayBeZero(planning, file, form)) return undefined
  return { id: 'attempts-unknown', ...(form.attempts?.text && { detail: form.attempts.text }) }
}

/** A transaction starts over as a whole: the runtime tries what is inside once. */
function isInTransaction(node: Node): boolean {
  for (let current = node.parent; current; current = current.parent) {
    if (current.type === 'CallExpression' && memberName(unwrap(current.callee)) === 'transaction') return true
  }
  return false
}

/** True when a loop asks before its first attempt, and the number of attempts could be none. */
function mayBeZero(planning: Planning, file: SourceFile, form: RetryForm): boolean {
  const { attempts, first } = form
  if (!attempts) return false
  const known = constantValue(file, attempts, first)
  if (known !== undefined) return known < 1
  const asksFirst = (first.type === 'ForStatement' && first.test) || isTested(first)
  if (!asksFirst) return false
  const owner = enclosingFunction(first)
  const index = owner ? (owner.params as Node[]).findIndex((one) => nameOf(one) === attempts.text) : -1
  if (!owner || index < 0) return true
  const needed = 1 - attempts.constant
  const parameter = owner.params[index] as Node
  const isEnough = (source: SourceFile, node: Node) => {
    const value = linearOf(source, node)
    const number = value && constantValue(source, value, node)
    return number !== undefined && number >= needed
  }
  if (parameter.type === 'AssignmentPattern' && !isEnough(file, parameter.right)) return true
  const calls = allCallsOf(planning, file, owner)
  if (!calls) return true
  return calls.some(({ file: source, values }) => {
    const value = values[index]
    return value ? !isEnough(source, value) : parameter.type !== 'AssignmentPattern'
  })
}

function isTested(loop: Node): boolean {
  return loop.type === 'WhileStatement' && unwrap(loop.test).type !== 'Literal'
}

function nameOf(parameter: Node): string | undefined {
  const bare = parameter.type === 'AssignmentPattern' ? (parameter.left as Node) : parameter
  return bare.type === 'Identifier' ? bare.name : undefined
}

function proposals(
  project: Project,
  from: string,
  file: SourceFile,
  form: RetryForm,
  unused: Node | undefined,
  inner: readonly TextEdit[] = [],
): Proposals['candidates'][number]['alternatives'] {
  const local = localNameFor(file, { from, name: 'retry' }) ?? 'retryWithPolicy'
  const written = (form.caught as { typeAnnotation?: Node | null } | undefined)?.typeAnnotation
  const types = file.typed ? (written ? [file.textOf(written), ': any'] : ['', ': any']) : ['']
  const tied = endingCause(project, file, form)
  const isFree = (edit: TextEdit) =>
    !inner.some((other) => other.start <= edit.end && edit.start <= other.end)
  const ways = tied?.edits.every(isFree) ? [tied, undefined] : [undefined]
  const gone = unused ? [parameterEdit(file, unused)] : []
  const alias = local !== 'retry' && { alias: local }
  const imports = [{ target: { package: from }, name: 'retry', ...alias }]
  const outcomes = types.flatMap((errorType) =>
    ways.map((way) => {
      const names = { retry: local, errorType, ...(way && { lastError: way.lastError }) }
      return retryEdits(file, form, names, [...inner, ...(way?.edits ?? [])])
    }),
  )
  return outcomes.flatMap((outcome) => {
    if (!outcome) return []
    const edits = [...outcome.edits, ...gone]
    const { path } = file
    const files = [{ path, edits, imports, removedReferences: outcome.removed }]
    return [{ codemod, reason: reasonFor(form), files }]
  })
}

function reasonFor(form: RetryForm): string {
  const same = 'The same attempts and waits, by the policy of the runtime.'
  return form.waitsInVain ? `${same} The wait after the last attempt, before giving up, is gone.` : same
}

function parameterEdit(file: SourceFile, parameter: Node): { start: number; end: number; text: string } {
  const owner = parameter.parent as { params?: Node[] } | undefined
  const parameters = owner?.params ?? []
  const index = parameters.indexOf(parameter)
  const previous = parameters[index - 1]
  const next = parameters[index + 1]
  if (previous) return { start: previous.end, end: parameter.end, text: '' }
  if (next) return { start: parameter.start, end: next.start, text: '' }
  const after = /^\s*,/.exec(file.text.slice(parameter.end))?.[0].length ?? 0
  return { start: parameter.start, end: parameter.end + after, text: '' }
}
