export { type DeadCodeFinding, type DeadCodeReport, deadCodeReport } from './dead-code-report.js'
export type { GateCheck, GateReport } from './gate-report.js'
export { renderDeadCodeGithub, renderRunGithub, renderStatusGithub } from './github.js'
export { type HtmlSources, type PhaseSummary, renderHtml } from './html/html.js'
export { renderJson } from './json.js'
export { renderJunit } from './junit.js'
export {
  type MarkdownOptions,
  renderDeadCodeMarkdown,
  renderGateMarkdown,
  renderRunMarkdown,
  renderStatusMarkdown,
} from './markdown.js'
export { MergeError, mergeRuns, mergeStatus } from './merge.js'
export { plainLine, plainText } from './plain-text.js'
export { type ChangeGroup, groupByCodemod, groupRefusals, type RunReport, runReport } from './run-report.js'
export { renderSarif, type SarifSources } from './sarif.js'
export {
  type LedgerExcess,
  type StatusConsistency,
  type StatusDeadCode,
  type StatusMarker,
  type StatusReport,
  type StatusUsage,
  statusReport,
  statusWithin,
  type TrendPoint,
} from './status-report.js'
export {
  patchLines,
  renderDeadCode,
  renderGate,
  renderRun,
  renderStatus,
  type TerminalOptions,
} from './terminal.js'
