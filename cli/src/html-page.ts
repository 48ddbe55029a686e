import { basename } from 'node:path'
import { phases } from '@duckshift/codemods'
import { type RunReport, renderHtml, type StatusReport } from '@duckshift/reports'
import { storedGates } from './gates/gate-store.js'
import type { Session } from './session.js'

/** The report in the browser, with all gates that were ever run. */
export function htmlPage(session: Session, status: StatusReport, run?: RunReport): string {
  return renderHtml({
    ...(run && { run }),
    status,
    project: basename(session.root),
    phases,
    gates: storedGates(session.root),
  })
}
