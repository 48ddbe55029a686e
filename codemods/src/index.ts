export {
  applyPlan,
  hashOf,
  listRuns,
  loadPlan,
  planIds,
  recover,
  rollbackRun,
  savePlan,
} from './apply/index.js'
export { type Config, defineConfig, loadConfig, type OwnCodemod } from './config/config.js'
export { consistencyOf } from './consistency/consistency.js'
export { consistencyRules } from './consistency/rules.js'
export type { DeadCode } from './dead-code/find-dead-code.js'
export { type DeadCodeSurveyOptions, surveyDeadCode } from './dead-code/survey-dead-code.js'
export { namesIn } from './documents/legacy-names.js'
export { projectDocuments } from './documents/project-documents.js'
export { type StaleMention, staleMentions } from './documents/stale-mentions.js'
export { DuckshiftError, type ExitCode } from './duckshift-error.js'
export { applyEdits } from './edits/text-edits.js'
export * from './ledger/index.js'
export {
  findMarkers,
  type IgnoreMarker,
  matchIgnores,
  type TodoMarker,
} from './markers/find-markers.js'
export type * from './model.js'
export { codeOwners } from './owners/code-owners.js'
export {
  type OwnTransaction,
  ownTransactions,
} from './phases/2-transactions/manual-transaction/own-transactions.js'
export { documentGenerators } from './phases/6-documentation/documentation.js'
export { type Phase, phaseNumbered, phases } from './phases/phases.js'
export { assertPaths } from './plan/assert-paths.js'
export { type Codemod, defineCodemod } from './plan/own-codemods.js'
export { type PlanOptions, planPhase } from './plan/plan-phase.js'
export type { Planning, Proposals } from './plan/planning.js'
export type { Candidate, Proposal, RefusalDraft } from './plan/proposal.js'
export { rehearsePlan } from './plan/rehearse-plan.js'
export { runSchema } from './sql/run-schema.js'
export { findSchema, type SchemaSource } from './sql/schema-source.js'
export { SqlAnalyzer } from './sql/sql-analyzer.js'
export { Project } from './survey/project.js'
export { runAbove } from './survey/project-above.js'
export { statementKind } from './survey/statement-kind.js'
export { type AccessorSpec, type Survey, survey } from './survey/survey.js'
export { isMigrated, surveyProject } from './survey/survey-project.js'
export { type SurveySummary, surveySummary } from './survey/survey-summary.js'
export { openOracle } from './symbols/open-oracle.js'
export { version } from './version.js'
export {
  type BatchedStatement,
  batchedStatements,
  type TypedStatement,
} from './workload/batched-statements.js'
export { cachedStatements } from './workload/cached-statements.js'
export { type ProjectStatement, projectStatements } from './workload/project-statements.js'
