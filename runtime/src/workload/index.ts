export { readWorkload, WorkloadError } from './read-workload.js'
export { type RecordOptions, recordFlow, WorkloadRecorder } from './recorder.js'
export {
  differingAnswers,
  type QueryFigures,
  type ReplayOptions,
  type ReplayResult,
  replay,
} from './replay.js'
export {
  decodeValue,
  encodeValue,
  type RecordedEnd,
  type RecordedLine,
  type RecordedStatement,
  type WorkloadOperation,
  type WorkloadStatement,
} from './workload-format.js'
