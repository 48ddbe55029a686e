import { codeStyleOf } from '../../../edits/code-style.js'
import { type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { type Linear, textOfLinear } from './linear.js'
import type { Delay, RetryForm } from './retry-form.js'

/** The runtime waits no longer than this unless it is told. */
const longestMs = 5_000

/** The policy's entries for the waits; the same milliseconds after the same attempts. */
export function delayText(
  file: SourceFile,
  form: RetryForm,
  attempt: string,
  substituted: (node: Node) => string,
): string[] {
  const { delay } = form
  if (delay.kind === 'none') return ['delayMs: 0']
  if (delay.kind === 'growing') return growingText(file, delay, form.attempts, attempt)
  const uses = usesCounter(form, delay.node)
  const plain = plainWaits(file, form, delay.node)
  if (plain) return plain
  return [`delayMs: ${uses ? `(${attempt})` : '()'} => ${substituted(delay.node)}`]
}

/** Waits that are plain numbers, equally long or growing by a factor. */
function plainWaits(file: SourceFile, form: RetryForm, node: Node): string[] | undefined {
  const constant = numberOf(file, form, node, undefined)
  const none = noJitter(file)
  if (constant !== undefined && constant >= 0 && constant <= longestMs)
    return constant === 0 ? ['delayMs: 0'] : [`delayMs: ${file.textOf(unwrap(node))}`, 'factor: 1', none]
  if (form.attempts?.text !== undefined || !form.attempts) return undefined
  const waits: number[] = []
  for (let number = 1; number < Math.min(form.attempts.constant, 30); number += 1) {
    const wait = numberOf(file, form, node, number)
    if (wait === undefined) return undefined
    waits.push(wait)
  }
  const [first, second] = waits
  if (!first || first <= 0) return undefined
  const factor = second === undefined ? 1 : second / first
  const isGrowing = waits.every((wait, index) => wait === first * factor ** index && wait <= longestMs)
  if (!isGrowing || factor < 1) return undefined
  return [`delayMs: ${first}`, ...(factor === 2 ? [] : [`factor: ${factor}`]), none]
}

function noJitter(file: SourceFile): string {
  const { quote } = codeStyleOf(file.text, file.typed)
  return `jitter: ${quote}none${quote}`
}

function growingText(
  file: SourceFile,
  { start, factor, cap, growsFirst }: Extract<Delay, { kind: 'growing' }>,
  attempts: Linear | undefined,
  attempt: string,
): string[] {
  const first = growsFirst ? start.constant * factor : start.constant
  if (
    start.text === undefined &&
    (cap === undefined || (cap.text === undefined && start.constant <= cap.constant))
  ) {
    const most =
      attempts && attempts.text === undefined
        ? first * factor ** Math.max(0, attempts.constant - 2)
        : Number.POSITIVE_INFINITY
    const longest = cap ? cap.constant : most <= longestMs ? undefined : Number.POSITIVE_INFINITY
    return [
      `delayMs: ${cap ? Math.min(first, cap.constant) : first}`,
      ...(factor === 2 ? [] : [`factor: ${factor}`]),
      ...(longest === undefined || longest === longestMs
        ? []
        : [`maxDelayMs: ${longest === Number.POSITIVE_INFINITY ? 'Number.POSITIVE_INFINITY' : longest}`]),
      noJitter(file),
    ]
  }
  const base = start.constant === 0 && start.text ? start.text : `(${textOfLinear(start)})`
  const exponent = growsFirst ? attempt : `(${attempt} - 1)`
  const grown = `${base} * ${factor} ** ${exponent}`
  return [`delayMs: (${attempt}) => ${cap ? `Math.min(${grown}, ${textOfLinear(cap)})` : grown}`]
}

function usesCounter(form: RetryForm, node: Node): boolean {
  return (form.counter?.binding.references ?? []).some(
    (reference) => reference.start >= node.start && reference.end <= node.end,
  )
}

/** The value of arithmetic over numbers and the counter; undefined for anything else, names of constants included. */
function numberOf(
  file: SourceFile,
  form: RetryForm,
  node: Node,
  number: number | undefined,
): number | undefined {
  const bare = unwrap(node)
  const of = (inner: Node) => numberOf(file, form, inner, number)
  switch (bare.type) {
    case 'Literal':
      return typeof bare.value === 'number' ? bare.value : undefined
    case 'Identifier': {
      const { counter } = form
      if (!counter || number === undefined || counter.start.text !== undefined) return undefined
      if (file.scopes.resolve(bare) !== counter.binding) return undefined
      const isChanged = counter.changedAt !== undefined && counter.changedAt < bare.start
      return counter.start.constant + counter.step * (number - 1 + (isChanged ? 1 : 0))
    }
    case 'BinaryExpression': {
      const left = of(bare.left as Node)
      const right = of(bare.right)
      if (left === undefined || right === undefined) return undefined
      return {
        '+': left + right,
        '-': left - right,
        '*': left * right,
        '/': left / right,
        '**': left ** right,
      }[bare.operator as string]
    }
    case 'CallExpression': {
      const values = (bare.arguments as Node[]).map(of)
      if (values.some((value) => value === undefined)) return undefined
      const name = file.textOf(bare.callee)
      if (name === 'Math.min') return Math.min(...(values as number[]))
      if (name === 'Math.max') return Math.max(...(values as number[]))
      return name === 'Math.pow' && values.length === 2
        ? (values[0] as number) ** (values[1] as number)
        : undefined
    }
    default:
      return undefined
  }
}
