import { isPure } from '../../../dead-code/purity.js'
import { type Node, stringValue, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Evaluation } from './evaluation.js'
import { propertyOf } from './flag-asks.js'
import { isTruthy } from './flag-worth.js'
import { keepEntry, keepPart } from './fold-expression.js'
import { foldIf, foldSwitch } from './fold-statement.js'
import { CannotFold, Folded } from './folded.js'
import { removeLine, removeStatement } from './statements.js'

/** Decides what stands around a decided expression. Throws CannotFold. */
export function foldAround(file: SourceFile, top: Node, evaluation: Evaluation): Folded {
  const worth = evaluation.of(top)!
  const holder = top.parent as Node
  const folded = new Folded(file, holder)
  folded.drop(top)
  switch (holder.type) {
    case 'IfStatement':
      foldIf(folded, file, holder, isTruthy(worth))
      break
    case 'SwitchStatement':
      if (holder.discriminant !== top) throw new CannotFold('flag-form')
      foldSwitch(folded, file, holder, worth)
      break
    case 'ConditionalExpression': {
      if (holder.test !== top) throw new CannotFold('flag-stored', file.textOf(holder))
      const [kept, lost] = isTruthy(worth)
        ? [holder.consequent, holder.alternate]
        : [holder.alternate, holder.consequent]
      keepPart(folded, file, holder, kept, [lost])
      break
    }
    case 'LogicalExpression': {
      if (holder.left === top) keepPart(folded, file, holder, holder.right, [])
      else if (evaluation.isTestLike(holder)) {
        // `x && true` is x, `x && false` is false: then x must do nothing, which the evaluation would have told.
        const keepsLeft = (holder.operator === '&&') === isTruthy(worth)
        if (!keepsLeft) throw new CannotFold('flag-side-effect', file.textOf(holder.left))
        keepPart(folded, file, holder, holder.left, [])
      } else throw new CannotFold('flag-stored', file.textOf(holder))
      break
    }
    case 'MemberExpression':
      if (!holder.computed || holder.property !== top)
        throw new CannotFold('flag-stored', file.textOf(holder))
      keepEntry(folded, file, holder, worth)
      break
    case 'ExpressionStatement':
      removeStatement(folded, file, holder)
      break
    case 'JSXExpressionContainer':
      // What is false renders nothing.
      if (isTruthy(worth) || !/^JSX(Element|Fragment)$/.test(holder.parent?.type ?? ''))
        throw new CannotFold('flag-stored', file.textOf(holder))
      removeLine(folded, file, holder)
      break
    case 'BinaryExpression':
      throw new CannotFold('flag-value-unclear', file.textOf(holder))
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
      throw new CannotFold('flag-form', 'a loop goes by it')
    default:
      throw new CannotFold('flag-stored', file.textOf(holder).split('\n')[0])
  }
  const comment = folded.lostComment
  if (comment !== undefined) throw new CannotFold('comment-in-the-way', comment)
  return folded
}

/** `rolloutDatabase({ legacy, candidate, … })` becomes the side that won, or asks one flag less. */
export function foldDatabase(file: SourceFile, call: Node, flag: string, isOn: boolean): Folded {
  if (call.type !== 'CallExpression') throw new CannotFold('flag-form')
  const folded = new Folded(file, call)
  const options = unwrap(call.arguments[0] as Node)
  const flags = propertyOf(options, 'flag')
  const asked = flags?.type === 'ArrayExpression' ? (flags.elements as Node[]) : []
  if (isOn && asked.length > 1) {
    const kept = asked.filter((one) => stringValue(one) !== flag)
    if (kept.length === asked.length) throw new CannotFold('flag-form', file.textOf(flags!))
    const text =
      kept.length === 1 ? file.textOf(kept[0]!) : `[${kept.map((one) => file.textOf(one)).join(', ')}]`
    folded.replace(flags!.start, flags!.end, text)
    return folded
  }
  const side = propertyOf(options, isOn ? 'candidate' : 'legacy')
  if (options.type !== 'ObjectExpression' || !side)
    throw new CannotFold('flag-form', 'its options are not written out')
  const others: Node[] = []
  for (const property of options.properties) {
    if (property.type !== 'Property') throw new CannotFold('flag-form', 'its options are not written out')
    if (unwrap(property.value) === side) continue
    if (!isPure(property.value))
      throw new CannotFold('flag-side-effect', file.textOf(property.value).split('\n')[0])
    others.push(property as Node)
  }
  keepPart(folded, file, call, side, others)
  const comment = folded.lostComment
  if (comment !== undefined) throw new CannotFold('comment-in-the-way', comment)
  return folded
}
