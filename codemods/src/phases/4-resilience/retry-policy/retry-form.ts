import type { Node } from '../../../survey/nodes.js'
import type { Binding } from '../../../survey/scopes.js'
import type { Linear } from './linear.js'

/** The variable that counts attempts: in attempt number k it is `start + step * (k - 1)`, until it changes in that turn. */
export interface Counter {
  readonly binding: Binding
  readonly start: Linear
  readonly step: 1 | -1
  /** Where it changes inside a turn; absent where it does so between turns. */
  readonly changedAt?: number
}

/** How long the loop waits before attempt k + 1. */
export type Delay =
  | { readonly kind: 'none' }
  /** An expression that may use the counter. */
  | { readonly kind: 'expression'; readonly node: Node }
  /** A variable that grows: `delay *= 2`. */
  | {
      readonly kind: 'growing'
      readonly start: Linear
      readonly factor: number
      readonly cap: Linear | undefined
      /** True when it grows before the first wait. */
      readonly growsFirst: boolean
    }

/** A hand-written retry, taken apart. */
export interface RetryForm {
  /** The statements that the policy replaces, from the first to the last. */
  readonly first: Node
  readonly last: Node
  /** The `try` block. */
  readonly work: Node
  /** `answer = …; break`: the assignment, or the expression, that ends the loop well. */
  readonly result: Node | undefined
  readonly caught: Node | undefined
  readonly counter: Counter | undefined
  /** Absent where it never gives up. */
  readonly attempts: Linear | undefined
  readonly delay: Delay
  /** Conditions under which the error is thrown at once; negated where they say when to go on. */
  readonly givesUpOn: readonly { readonly node: Node; readonly negated: boolean }[]
  /** Statements of the catch block that run after every failure. */
  readonly always: readonly Node[]
  /** Statements that run only before another attempt. */
  readonly beforeRetry: readonly Node[]
  /** What happens when the attempts are used up, where that is not throwing the last error. */
  readonly ending: readonly Node[]
  /** Name of the last error in the ending. */
  readonly lastError: string | undefined
  /** The variable that kept the last error, and what it was given. */
  readonly kept: { readonly binding: Binding; readonly value: Node } | undefined
  /** Declarations that go: of the counter, the last error, the delay. */
  readonly declarations: readonly Node[]
  /** True where the loop waits once more after its last attempt, for nothing. */
  readonly waitsInVain: boolean
}

export type Recognised =
  | { readonly form: RetryForm }
  | { readonly refused: 'unfamiliar-retry' | 'attempts-unknown'; readonly detail?: string }
