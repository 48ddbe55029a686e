// Applies the plan, or rolls back the run, that is named: what the faults are injected into.
import { applyPlan, loadPlan, recover, rollbackRun } from '../../codemods/dist/apply/index.js'

const [root, what, id] = process.argv.slice(2)
recover(root)
if (what === 'apply') applyPlan(root, loadPlan(root, id))
else rollbackRun(root, id)
