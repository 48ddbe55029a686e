import { type DataCall, DataCalls, filesWithInjection } from '../../../access/data-call.js'
import { isInTransaction } from '../../../access/in-transaction.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Candidate, Proposal, RefusalDraft } from '../../../plan/proposal.js'
import { methodReference } from '../../../repositories/method-reference.js'
import { enclosingFunction, type Node, outermost, placeName, walk } from '../../../survey/nodes.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { type Loop, loopAround } from '../loops/loop.js'
import { arrayText, freeName, isSteady, usesSemicolons } from '../loops/loop-edits.js'
import { isAssignedInside, listOf, rootName, turnValue } from '../loops/turn-values.js'
import type { QueryRefusal } from '../refusals.js'
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
      const outcome = typeof loop === 'string' ? { refused: loop } : await propose(planning, file, call, loop)
      if ('refused' in outcome) {
        const { refused: id, detail } = outcome
        refusals.push({ usage, codemod, id, place, ...(detail !== undefined && { detail }) })
      } else candidates.push({ usages: [usage], place, alternatives: [outcome.proposal] })
    }
  }
  return { candidates, refusals }
}

async function isWrite(planning: Planning, call: DataCall): Promise<boolean> {
  const analysis = await planning.analyzer.analyze(call.method.sqlValue)
  return analysis.ok && /^(insert|update|delete)$/.test(analysis.kind)
}

type Outcome = { readonly refused: QueryRefusal; readonly detail?: string } | { readonly proposal: Proposal }

async function propose(planning: Planning, file: SourceFile, call: DataCall, loop: Loop): Promise<Outcome> {
  const statement = loop.statement as Node | undefined
  if (!call.awaited) return { refused: loop.kind === 'map' ? 'fails-each-alone' : 'not-awaited' }
  if (loop.kind === 'map') return { refused: 'fails-each-alone' }
  const sum = soleWrite(file, loop, call)
  if (sum === undefined) return { refused: 'more-than-a-write' }
  if (sum !== '' && call.method.result !== 'rows-changed') return { refused: 'more-than-a-write' }
  if (!statement) return { refused: 'no-place-before' }
  if (file.comments.some((comment) => comment.start >= statement.start && comment.end <= statement.end))
    return { refused: 'comment-in-the-way' }
  const values = call.values.map((value) => turnValue(file, loop, value))
  if (!preparesOnly(file, loop)) return { refused: 'more-than-a-write' }
  if (values.some((value) => value === undefined)) return { refused: 'depends-on-turn-before' }
  const varying = values.flatMap((value, index) => (value!.varies ? [index] : []))
  if (varying.length === 0) return { refused: 'same-every-turn' }
  const list = arrayText(planning, file, loop)
  if (!list) return { refused: 'not-an-array', detail: file.textOf(loop.list) }
  if (isAssignedInside(loop, rootName(file, loop.list), file)) return { refused: 'list-changes' }
  const method = await writeMethod(planning, call, varying, isInTransaction(statement))
  if ('refused' in method) return method
  const end = usesSemicolons(file, statement) ? ';' : ''
  const isOnce = varying.length === 1 || (isSteady(loop.list) && !list.startsWith('[...'))
  const name = isOnce ? list : freeName(file, 'entries', statement)
  const indent = file.indentationAt(statement)
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n'
  const before = isOnce ? '' : `const ${name} = ${list}${end}${eol}${indent}`
  const texts = values.map((value) => (value!.varies ? listOf(file, loop, name, value!.text) : value!.text))
  const text = `${before}${sum}await ${call.receiver}.${methodReference(method.id)}(${texts.join(', ')})${end}`
  return {
    proposal: {
      codemod,
      reason: `One statement for all turns instead of one per turn: ${call.repository.className}.${call.method.name}.`,
      methods: [method.id],
      files: [
        {
          path: file.path,
          edits: [{ start: statement.start, end: statement.end, text }],
          imports: [],
          removedReferences: [],
        },
      ],
    },
  }
}

function statementsOf(loop: Loop): readonly Node[] {
  return loop.body.type === 'BlockStatement' ? (loop.body.body as Node[]) : [loop.body]
}

/** What stands before the write in a turn that does nothing else: nothing, or `sum += `. */
function soleWrite(file: SourceFile, loop: Loop, call: DataCall): string | undefined {
  const last = statementsOf(loop).at(-1)
  if (last?.type !== 'ExpressionStatement') return undefined
  const { expression } = last
  if (outermost(call.expression) === expression) return ''
  if (expression.type !== 'AssignmentExpression' || expression.operator !== '+=') return undefined
  if (!isUnseenOnError(file, loop, expression.left)) return undefined
  return expression.right === outermost(call.expression) ? `${file.textOf(expression.left)} += ` : undefined
}

/** True when what comes before the write only works out its values, so that it may be left out. */
function preparesOnly(file: SourceFile, loop: Loop): boolean {
  return statementsOf(loop)
    .slice(0, -1)
    .every(
      (other) =>
        other.type === 'VariableDeclaration' &&
        other.kind !== 'var' &&
        other.declarations.every(({ init }) => init && turnValue(file, loop, init as Node) !== undefined),
    )
}

/** A sum that grew before a write failed is lost then; nobody may be there to see it. */
function isUnseenOnError(file: SourceFile, loop: Loop, sum: Node): boolean {
  const declaration = sum.type === 'Identifier' ? file.scopes.resolve(sum)?.declaration : undefined
  const owner = enclosingFunction(loop.body)
  if (!declaration || !owner || enclosingFunction(declaration) !== owner) return false
  for (let node = loop.body.parent; node && node !== owner; node = node.parent)
    if (node.type === 'TryStatement' && !(declaration.start > node.start && declaration.end < node.end))
      return false
  return true
}
