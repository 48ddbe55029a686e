// Plans the accessor's facade and the injected database: type-checked, with a diff.
import { planPhase } from '@duckshift/codemods'

const plan = await planPhase({
  root: process.argv[2],
  config: {},
  phase: 1,
  only: ['facade-accessor', 'inject-repository'],
})
const edits = plan.files.reduce((sum, file) => sum + file.edits.length, 0)
const patch = plan.changes.reduce(
  (sum, change) => sum + change.files.reduce((all, file) => all + file.patch.length, 0),
  0,
)
console.log(JSON.stringify({ changes: plan.changes.length, edits, patch, outcome: plan.rehearsal.outcome }))
