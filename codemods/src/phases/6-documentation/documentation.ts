import type { CodemodTable } from '../in-turn.js'
import { architectureDiagram } from './architecture-diagram/architecture-diagram.js'
import { dataAccessReference } from './data-access-reference/data-access-reference.js'
import { migrationGuide } from './migration-guide/migration-guide.js'
import { operationsRunbook } from './operations-runbook/operations-runbook.js'
import { staleDocs } from './stale-docs/stale-docs.js'

/** Phase 6: the documents describe what is there. */
export const documentationCodemods: CodemodTable = {
  'stale-docs': staleDocs,
  'architecture-diagram': architectureDiagram,
  'data-access-reference': dataAccessReference,
  'operations-runbook': operationsRunbook,
  'migration-guide': migrationGuide,
}

/** The codemods that write documents from the code: what `duckshift docs` runs. */
export const documentGenerators: readonly string[] = Object.keys(documentationCodemods).filter(
  (name) => name !== 'stale-docs',
)
