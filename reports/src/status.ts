/** The status as data and as JSON: loads no renderer for people. */
export { renderJson } from './json.js'
export {
  type StatusDeadCode,
  type StatusMarker,
  type StatusReport,
  statusReport,
  statusWithin,
  type TrendPoint,
} from './status-report.js'
