import { isFunction, type Node, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { literalOf } from './evaluation.js'
import { equals, type Worth } from './flag-worth.js'
import { CannotFold, type Folded } from './folded.js'
import {
  exits,
  listAround,
  meetsAnother,
  removeStatement,
  removeUnreachable,
  spliceStatements,
} from './statements.js'

/** The branch that runs stands in the place of the `if`. */
export function foldIf(folded: Folded, file: SourceFile, statement: Node, isTrue: boolean): void {
  if (statement.type !== 'IfStatement') throw new CannotFold('flag-form')
  const kept = (isTrue ? statement.consequent : statement.alternate) as Node | null
  const lost = (isTrue ? statement.alternate : statement.consequent) as Node | null
  folded.drop(lost)
  const { parent } = statement
  const isElse = parent?.type === 'IfStatement' && parent.alternate === statement
  const isEmpty =
    !kept || (kept.type === 'BlockStatement' && kept.body.length === 0 && !hasComment(file, kept))
  if (isEmpty && isElse) {
    folded.replace(parent.consequent.end, statement.end)
    return
  }
  if (isEmpty) {
    removeStatement(folded, file, statement)
    return
  }
  const list = listAround(statement)
  const inner = kept.type === 'BlockStatement' ? (kept.body as Node[]) : [kept]
  if (list && exits(kept)) removeUnreachable(folded, statement)
  if (list && inner.length > 0 && !meetsAnother(folded, file, inner, statement)) {
    const isBlock = kept.type === 'BlockStatement'
    spliceStatements(
      folded,
      file,
      statement,
      inner,
      isBlock ? kept.start + 1 : kept.start,
      isBlock ? kept.end - 1 : kept.end,
    )
    return
  }
  folded.replace(statement.start, kept.start)
  folded.replace(kept.end, statement.end)
}

/** The case that runs stands in the place of the `switch`. */
export function foldSwitch(folded: Folded, file: SourceFile, statement: Node, worth: Worth): void {
  if (statement.type !== 'SwitchStatement' || !listAround(statement)) throw new CannotFold('flag-form')
  const { cases } = statement
  let index = -1
  for (const [at, { test }] of cases.entries()) {
    if (!test) continue
    const literal = literalOf(test)
    const same = literal && equals(worth, literal.value)
    if (same === undefined) throw new CannotFold('flag-value-unclear', file.textOf(test))
    if (same && index < 0) index = at
  }
  if (index < 0) index = cases.findIndex(({ test }) => !test)
  while (index >= 0 && index < cases.length - 1 && cases[index]!.consequent.length === 0) index += 1
  const chosen = cases[index]
  for (const other of cases) if (other !== chosen) folded.drop(other as Node)
  if (!chosen) {
    removeStatement(folded, file, statement)
    return
  }
  const [only] = chosen.consequent as Node[]
  const block = chosen.consequent.length === 1 && only?.type === 'BlockStatement' ? only : undefined
  const body = (block ? block.body : chosen.consequent) as Node[]
  const stop = body.findIndex((inner) => exits(inner))
  if (stop < 0 && index < cases.length - 1)
    throw new CannotFold('flag-form', 'the case falls through into the next')
  const ending = stop < 0 ? undefined : body[stop]!
  const isBreak = ending?.type === 'BreakStatement' && !ending.label
  const kept = body.slice(0, stop < 0 ? undefined : isBreak ? stop : stop + 1)
  if (kept.some(breaksOut) || meetsAnother(folded, file, kept, statement))
    throw new CannotFold('flag-form', file.textOf(chosen).split('\n')[0])
  for (const inner of body) if (!kept.includes(inner)) folded.drop(inner)
  if (kept.length === 0) {
    removeStatement(folded, file, statement)
    return
  }
  if (ending && !isBreak) removeUnreachable(folded, statement)
  spliceStatements(folded, file, statement, kept, kept[0]!.start, kept.at(-1)!.end)
}

/** A `break` inside that leaves the `switch` around it. */
function breaksOut(statement: Node): boolean {
  let found = false
  walk(statement, (node) => {
    if (/^(For|While|DoWhile|Switch|ForIn|ForOf)Statement$/.test(node.type) || isFunction(node)) {
      return false
    }
    if (node.type === 'BreakStatement' && !node.label) found = true
    return !found
  })
  return found
}

function hasComment(file: SourceFile, node: Node): boolean {
  return file.comments.some((comment) => comment.start >= node.start && comment.end <= node.end)
}
