import { type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { CatchBlock, Limit } from './catch-block.js'
import { isSame, type Linear, linearOf, minus, plus } from './linear.js'
import type { Counter, Recognised } from './retry-form.js'

export interface Attempts {
  /** Absent where the loop never gives up. */
  readonly attempts: Linear | undefined
  /** True where the catch block itself throws after the last attempt. */
  readonly throwsAtLimit: boolean
}

const unfamiliar: Extract<Recognised, { refused: unknown }> = { refused: 'unfamiliar-retry' }

/** How often the loop tries. `loop` is absent for a function that calls itself. */
export function attemptsOf(
  file: SourceFile,
  loop: Node | undefined,
  counter: Counter | undefined,
  block: CatchBlock,
): Attempts | Extract<Recognised, { refused: unknown }> {
  const tested = loop && testedAttempts(file, loop, counter)
  if (tested === 'unclear') return unfamiliar
  let limited: Linear | undefined
  for (const limit of block.limits) {
    const attempts = counter && limitedAttempts(counter, limit)
    if (!attempts || (limited && !isSame(limited, attempts))) return unfamiliar
    limited = attempts
  }
  if (block.onlyWaits) {
    // The wait is left out after the last attempt, which is how the policy does it.
    const goesOn = block.onlyWaits
    const inverted = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '===': '===' } as const
    const until = counter && limitedAttempts(counter, { ...goesOn, operator: inverted[goesOn.operator] })
    const known = tested ?? limited
    if (!until || !known || !isSame(until, known)) return unfamiliar
  }
  if (!tested && !limited) {
    const isEndless = loop !== undefined && !counter && block.sleep !== undefined && !block.throwsAtEnd
    return isEndless ? { attempts: undefined, throwsAtLimit: true } : unfamiliar
  }
  if (!tested || !limited) return { attempts: tested ?? limited, throwsAtLimit: limited !== undefined }
  if (isSame(tested, limited)) return { attempts: tested, throwsAtLimit: true }
  if (tested.text !== undefined || limited.text !== undefined) return unfamiliar
  return limited.constant < tested.constant
    ? { attempts: limited, throwsAtLimit: true }
    : { attempts: tested, throwsAtLimit: false }
}

function testedAttempts(
  file: SourceFile,
  loop: Node,
  counter: Counter | undefined,
): Linear | undefined | 'unclear' {
  if (loop.type !== 'ForStatement' && loop.type !== 'WhileStatement' && loop.type !== 'DoWhileStatement')
    return 'unclear'
  const test = loop.test && unwrap(loop.test as Node)
  if (!test || (test.type === 'Literal' && test.value === true)) return undefined
  if (!counter || test.type !== 'BinaryExpression') return 'unclear'
  const left = unwrap(test.left as Node)
  const isCounted = left.type === 'Identifier' && file.scopes.resolve(left) === counter.binding
  const limit = isCounted ? linearOf(file, test.right) : undefined
  if (!limit) return 'unclear'
  // A do loop asks after the counter has changed.
  const seen = loop.type === 'DoWhileStatement' ? 1 : 0
  const distance = counter.step === 1 ? minus(limit, counter.start) : minus(counter.start, limit)
  if (!distance) return 'unclear'
  const strict = counter.step === 1 ? '<' : '>'
  if (test.operator === strict || test.operator === '!==') return seen ? atLeastOne(distance) : distance
  if (test.operator === `${strict}=`) return seen ? atLeastOne(plus(distance, 1)) : plus(distance, 1)
  return 'unclear'
}

function atLeastOne(value: Linear): Linear {
  return value.text === undefined ? { constant: Math.max(1, value.constant) } : value
}

/** The attempt after which the catch block throws. */
function limitedAttempts(counter: Counter, { node, operator, limit, changes }: Limit): Linear | undefined {
  const isChanged = changes || (counter.changedAt !== undefined && counter.changedAt < node.start)
  const distance = counter.step === 1 ? minus(limit, counter.start) : minus(counter.start, limit)
  if (!distance) return undefined
  const base = plus(distance, isChanged ? 0 : 1)
  const reached = counter.step === 1 ? '>=' : '<='
  if (operator === reached || operator === '===') return base
  return operator === reached[0] ? plus(base, 1) : undefined
}
