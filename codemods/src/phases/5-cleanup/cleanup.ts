import type { CodemodTable } from '../in-turn.js'

/** Phase 5: what only the legacy client kept alive is gone. */
export const cleanupCodemods: CodemodTable = {}
