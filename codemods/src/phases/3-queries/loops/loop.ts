import type { Statement } from 'oxc-parser'
import type { Node } from '../../../survey/nodes.js'

export interface LoopPlace {
  /** Where the loop stands: what is hoisted goes before it. Undefined when there is no room before it. */
  readonly statement: Statement | undefined
  /** True where the code waits for the loop, so that it may as well wait for something before it. */
  readonly waits: boolean
}

interface Common extends LoopPlace {
  /** The expression that yields what is gone through. */
  readonly list: Node
  /** What runs once per turn. */
  readonly body: Node
}

/** A loop whose turns are calls of a function. */
interface ByCallback {
  readonly element: Node
  readonly callback: Node
  /** Which parameter of the callback is the turn's number. */
  readonly indexAt: 1 | 2
}

export type Loop =
  | (Common & { readonly kind: 'for-of'; readonly element: Node })
  /** `for (let i = 0; i < list.length; i++)`, or from the last to the first. */
  | (Common & { readonly kind: 'index'; readonly index: string; readonly descending: boolean })
  /** `Promise.all(list.map(async (element) => …))`: `whole` is the call of Promise.all. */
  | (Common & ByCallback & { readonly kind: 'map'; readonly whole: Node })
  /** `list.forEach(async (element) => …)`, or promises that are kept for later: all turns start at once. */
  | (Common & ByCallback & { readonly kind: 'started' })
  /** `list.reduce(async (before, element) => { await before; … }, Promise.resolve())`, or `before.then(() => …)`. */
  | (Common &
      ByCallback & {
        readonly kind: 'reduce'
        readonly whole: Node
        /** The promise of the turn before. */
        readonly before: Node
        /** Names of what the turn before handed on. */
        readonly carried: readonly Node[]
        /** True for `before.then(…)`. */
        readonly isChained: boolean
      })
  /** `while (queue.length > 0) { const element = queue.shift() … }`, or `pop`. */
  | (Common & {
      readonly kind: 'queue'
      readonly element: Node
      /** The statement or the expression that takes the element. */
      readonly take: Node
      readonly from: 'first' | 'last'
      /** False for a loop that ends at the first element that is false. */
      readonly takesAll: boolean
    })

export type NoLoop = 'not-awaited' | 'unfamiliar-loop' | 'list-changes'
