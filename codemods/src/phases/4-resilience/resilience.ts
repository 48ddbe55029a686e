import type { CodemodTable } from '../in-turn.js'

/** Phase 4: failures are typed, retried where that is safe, and contained. */
export const resilienceCodemods: CodemodTable = {}
