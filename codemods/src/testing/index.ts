export {
  type CodemodCase,
  type CodemodCaseOutcome,
  type Files,
  filesUnder,
  runCodemodCase,
} from './codemod-case.js'
export { type ReadmeSample, readmeSamples } from './readme-samples.js'
