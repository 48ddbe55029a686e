import { type DataCall, DataCalls, filesWithInjection } from '../../../access/data-call.js'
import { isInTransaction } from '../../../access/in-transaction.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Candidate, Proposal, RefusalDraft } from '../../../plan/proposal.js'
import { methodReference } from '../../../repositories/method-reference.js'
import { type Node, placeName, walk } from '../../../survey/nodes.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Loop } from '../loops/loop.js'
import { loopAround } from '../loops/loop-around.js'
import { arrayText, freeName, hoisted, isSteady, usesSemicolons } from '../loops/loop-edits.js'
import { listOf, mayListChange, mayThrowAhead, turnValue } from '../loops/turn-values.js'
import { unmovedStatements } from '../loops/unmoved-statements.js'
import type { QueryRefusal } from '../refusals.js'
import { listInTurn, turnWrite } from './turn-write.js'
import { writeMethod } from './write-method.js'

const codemod = 'batch-writes'

/** A loop that does nothing but write once per turn becomes one write. */
export async function batchWrites(planning: Planning): Promise<Proposals> {
  const candidates: Candidate[] = []
  const refusals: RefusalDraft[] = []
  const { project } = planning.survey
  const calls = new DataCalls(project)
  for (const path of filesWithInjection(project)) {
    const file = isTestFile(path) || !planning.inScope(path) ? undefined : project.source(path)
    if (!file) continue
    const found: DataCall[] = []
    walk(file.program, (node) => {
      const call = calls.of(file, node)
      if (call) found.push(call)
      return true
    })
    for (const call of found) {
      const loop = loopAround(file, call.call as Node)
      if (loop === undefined || !(await isWrite(planning, call))) continue
      const usage = `${path}#${placeName(call.call as Node)}/${call.method.name}`
      const place = file.place(call.call)
      const outcome =
        typeof loop === 'string'
          ? { refused: loop }
          : call.throughClient
            ? ({ refused: 'through-client' } as const)
            : await propose(planning, file, call, loop)
      if ('refused' in outcome) {
        const { refused: id, detail } = outcome
        refusals.push({ usage, codemod, id, place, ...(detail !== undefined && { detail }) })
      } else candidates.push({ usages: [usage], place, alternatives: [outcome.proposal] })
    }
  }
  refusals.push(...unmovedStatements(planning, codemod, 'write'))
  return { candidates, refusals }
}

async function isWrite(planning: Planning, call: DataCall): Promise<boolean> {
  const analysis = await planning.analyzer.analyze(call.method.sqlValue)
  return analysis.ok && /^(insert|update|delete)$/.test(analysis.kind)
}

type Outcome = { readonly refused: QueryRefusal; readonly detail?: string } | { readonly proposal: Proposal }

async function propose(planning: Planning, file: SourceFile, call: DataCall, loop: Loop): Promise<Outcome> {
  const write = turnWrite(file, loop, call)
  if ('refused' in write) return write
  const { replaced } = write
  const statement = loop.statement as Node | undefined
  if (write.sums && call.method.result !== 'rows-changed') return { refused: 'more-than-a-write' }
  if (file.comments.some((comment) => comment.start >= replaced.start && comment.end <= replaced.end))
    return { refused: 'comment-in-the-way' }
  const values = call.values.map((value) => turnValue(file, loop, value))
  if (values.some((value) => value === undefined)) return { refused: 'depends-on-turn-before' }
  const varying = values.flatMap((value, index) => (value!.varies ? [index] : []))
  if (varying.length === 0) return { refused: 'same-every-turn' }
  const array = arrayText(planning, file, loop)
  if (!array) return { refused: 'not-an-array', detail: file.textOf(loop.list) }
  if (mayListChange(file, loop)) return { refused: 'list-changes' }
  // The writes of the turns before it stay, unless a transaction takes them back.
  const early = values.find((value) => value!.varies && mayThrowAhead(planning, file, loop, value!.text))
  if (early && !isInTransaction(loop.body)) return { refused: 'may-fail', detail: early.text }
  const method = await writeMethod(planning, call, varying, {
    sharesTime: isInTransaction(loop.body),
    sideBySide: loop.kind === 'map',
  })
  if ('refused' in method) return method
  const list = listInTurn(file, loop, array)
  const end = usesSemicolons(file, replaced) ? ';' : ''
  const isOnce = varying.length === 1 || (isSteady(loop.list) && list === file.textOf(loop.list))
  if (!isOnce && (!statement || loop.kind === 'index')) return { refused: 'no-place-before' }
  const name = isOnce ? list : freeName(file, 'entries', statement)
  const inTurn = (values: string) =>
    loop.kind !== 'index' || !loop.descending
      ? values === list && !loop.waits
        ? // Nobody waits: the list may change before the statement has it.
          `[...${values}]`
        : values
      : values === list
        ? `[...${values}].reverse()`
        : `${values}.reverse()`
  const texts = values.map((value) =>
    value!.varies ? inTurn(listOf(file, loop, name, value!.text)) : value!.text,
  )
  const closing = replaced === statement ? end : ''
  const text = `${write.before}${call.receiver}.${methodReference(method.id)}(${texts.join(', ')})${write.after}${closing}`
  const edits = [{ start: replaced.start, end: replaced.end, text }]
  if (!isOnce && statement) {
    const [first] = [hoisted(file, statement, [`const ${name} = ${list}${end}`])]
    if (replaced === statement) edits[0]!.text = first.text + text
    else edits.unshift({ ...first })
  }
  return {
    proposal: {
      codemod,
      reason: `One statement for all turns instead of one per turn: ${call.repository.className}.${call.method.name}.`,
      methods: [method.id],
      files: [{ path: file.path, edits, imports: [], removedReferences: [] }],
    },
  }
}
