import type { CodemodTable } from '../in-turn.js'

/** Phase 6: the documents describe what is there. */
export const documentationCodemods: CodemodTable = {}
