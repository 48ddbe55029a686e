import type { Plan, Refusal, Usage } from '@duckshift/codemods/model'
import { type DeadCodeReport, deadCodeReport } from '../dead-code-report.js'
import type { GateReport } from '../gate-report.js'
import { type RunReport, runReport } from '../run-report.js'
import { type StatusReport, statusReport } from '../status-report.js'

/** Text that wants to be more than text, in every format there is. */
export const hostile = [
  '<script>globalThis.pwned=1</script>',
  '<img src=x onerror="globalThis.pwned=1">',
  '</script></style></textarea>-->]]>',
  '\u001b[31mred\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007\u009b2J',
  '\u202Egnp.exe\u202C \u2066x\u2069 \u061c',
  'zero\u200bwidth\ufeff\u2060 \u{E0041}',
  '\n::error::runner\n  ::set-output name=a::b\n##[command]x',
  '`code` ````fence```` | [link](javascript:alert(1)) ![i](x) @everyone #1 https://evil.example',
  '%0A::warning::x,line=1:2',
  '\r\u0000\u0008\u007f & "\' \u2028\u2029 {{x}}',
].join(' ')

export const hostileFile = 'src/<b>\u202Ea\u001b[2J,line=1:2%\n::error::x/ü `|` "q".ts'

const place = { file: hostileFile, start: 0, end: 1, line: 3, column: 5 }

export const hostileUsage: Usage = {
  ...place,
  id: 'u1',
  accessor: `src/db.ts#${hostile}`,
  shape: 'direct-call',
  traits: ['interpolated-sql'],
  phase: 1,
  inTest: false,
  within: hostile,
}

const refusal: Refusal = {
  usage: 'u1',
  id: 'type-check',
  codemod: 'inject-repository',
  message: 'The change does not type-check.',
  help: 'See the diagnostic.',
  place,
  detail: hostile,
}

const patch = `--- a/${hostileFile}\n+++ b/${hostileFile}\n@@ -1,2 +1,2 @@\n ${hostile}\n-const sql = "select '${hostile}'"\n+// ${hostile}\n`

export const hostilePlan: Plan = {
  version: 1,
  id: 'p1-test',
  phase: 1,
  createdAt: '2026-01-02T03:04:05.000Z',
  duckshift: '0.1.0',
  accessors: [{ id: 'a', module: hostileFile, export: hostile, kind: 'function', because: hostile }],
  usages: [hostileUsage],
  changes: [
    {
      id: 'inject-repository-1',
      codemod: 'inject-repository',
      reason: hostile,
      usages: ['u1'],
      files: [{ path: hostileFile, patch }],
    },
  ],
  refusals: [refusal],
  read: {},
  files: [],
  rehearsal: {
    outcome: 'not-verified',
    reason: hostile,
    checker: 'typescript',
    checkedFiles: 1,
    diagnosticsBefore: 0,
    newDiagnostics: [],
    removedChanges: [],
  },
}

export const hostileRun: RunReport = runReport(hostilePlan)

export const hostileStatus: StatusReport = statusReport({
  accessors: hostilePlan.accessors,
  usages: [hostileUsage],
  runs: [],
  refusals: [refusal],
  unreadable: [{ file: hostileFile, reason: 'does-not-parse' }],
  markers: [{ file: hostileFile, line: 1, kind: 'todo', refusal: hostile, text: hostile }],
  consistency: [
    {
      id: hostile,
      rule: 'import-path',
      file: hostileFile,
      line: 1,
      column: 1,
      within: hostile,
      detail: hostile,
      message: hostile,
      help: hostile,
    },
  ],
  deadCode: {
    dead: 1,
    uncertain: 0,
    at: '2026-01-02T00:00:00Z',
    findings: [{ kind: 'export', file: hostileFile, line: 1, name: hostile }],
  },
  ownersOf: () => [hostile],
  ledger: { allowed: 0, excess: [{ file: hostileFile, key: '1', allowed: 0, found: 1 }] },
  trend: [
    { at: '2026-01-01T00:00:00Z', usages: 9, source: hostile },
    { at: '2026-01-02T00:00:00Z', usages: 1, source: hostile },
  ],
})

export const hostileGate: GateReport = {
  version: 1,
  phase: 1,
  name: hostile,
  outcome: 'short',
  at: '2026-01-02T03:04:05.000Z',
  workload: { origin: 'synthesised', operations: 3, source: hostile },
  checks: [
    {
      id: 'tests',
      title: hostile,
      outcome: 'short',
      figure: hostile,
      goal: hostile,
      reason: hostile,
      elapsedMs: 1234,
      measures: { failed: 1 },
    },
    {
      id: 'types',
      title: hostile,
      outcome: 'skipped',
      figure: '-',
      goal: hostile,
      reason: hostile,
      elapsedMs: 0,
      measures: {},
    },
    {
      id: 'replay',
      title: hostile,
      outcome: 'pass',
      figure: hostile,
      goal: hostile,
      elapsedMs: 5,
      measures: {},
    },
  ],
}

export const hostileDeadCode: DeadCodeReport = deadCodeReport({
  files: 2,
  entries: [hostileFile],
  findings: [
    {
      id: `export:${hostileFile}#${hostile}`,
      kind: 'export',
      file: hostileFile,
      line: 3,
      column: 5,
      name: hostile,
      because: hostile,
      uncertain: hostile,
      orphaned: true,
      lastUse: { run: hostile, files: [hostileFile] },
    },
  ],
})
