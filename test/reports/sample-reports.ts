import type { Change, Usage } from '../../codemods/src/model.js'
import { phases } from '../../codemods/src/phases/phases.js'
import type { HtmlSources } from '../../reports/src/html/html.js'
import type { RunReport } from '../../reports/src/run-report.js'
import { statusReport } from '../../reports/src/status-report.js'

const rehearsal = {
  outcome: 'checked',
  checker: 'typescript 7',
  checkedFiles: 71,
  diagnosticsBefore: 0,
  newDiagnostics: [],
  removedChanges: [],
} as const

function usage(id: string, file: string, shape: Usage['shape'], line: number, phase: 1 | 2 = 1): Usage {
  return {
    id,
    file,
    line,
    column: 3,
    start: 0,
    end: 1,
    accessor: 'src/db.ts#getClient',
    shape,
    traits: [],
    phase,
    inTest: false,
    within: 'Models.find',
  }
}

const usages = [
  usage('u1', 'src/services/models.ts', 'variable', 4),
  usage('u2', 'src/services/models.ts', 'manual-transaction', 30, 2),
  usage('u3', 'src/reports/audit.ts', 'direct-call', 7),
]

const patch = `--- a/src/services/models.ts
+++ b/src/services/models.ts
@@ -1,6 +1,7 @@
-import { getClient } from "../db.js"
+import { inject } from '@duckshift/runtime'
+import { ModelsRepository } from '../repositories/models-repository.js'
 
 export async function findModels(team: string): Promise<Model[]> {
-  const rows = await getClient().query(\`
-    SELECT id, name -- the name as shown
-    FROM models WHERE team_id = ?\`, [team])
-  return rows // 42 at most
+  return inject(ModelsRepository).findByTeam(team) // 42 at most
 }
`

function change(id: string, codemod: string, paths: readonly string[], used: readonly string[]): Change {
  return {
    id,
    codemod,
    reason: `Data access of ${paths[0]} goes through its repository.`,
    usages: used,
    files: paths.map((path) => ({
      path,
      patch: path.includes('models.ts') ? patch : patch.replaceAll(/models/gi, 'audit'),
    })),
  }
}

const run: RunReport = {
  version: 1,
  phase: 1,
  plan: 'p1-20260102-030405-abcd',
  changes: [
    change('inject-repository-1', 'inject-repository', ['src/services/models.ts'], ['u1']),
    change('inject-repository-2', 'inject-repository', ['src/reports/audit.ts'], ['u3']),
    change(
      'extract-repository-1',
      'extract-repository',
      ['src/services/models.ts', 'src/reports/audit.ts'],
      ['u1'],
    ),
  ],
  refusals: [
    {
      usage: 'u2',
      id: 'manual-transaction',
      message: 'A transaction is opened and closed by hand here, on the one shared connection.',
      help: 'Phase 2 turns it into db.transaction(...).',
      place: { file: 'src/services/models.ts', line: 30, column: 3, start: 0, end: 1 },
      detail: 'BEGIN',
    },
  ],
  rehearsal,
}

const trend = [
  { at: '2026-01-05T10:00:00Z', usages: 120, source: 'a1b2c3d' },
  { at: '2026-01-19T10:00:00Z', usages: 88, source: 'b1b2c3d' },
  { at: '2026-02-02T10:00:00Z', usages: 31, source: 'c1b2c3d' },
  { at: '2026-02-20T10:00:00Z', usages: 3, source: 'now' },
]

export const smallReport: HtmlSources = {
  run,
  project: 'modelhub',
  phases,
  status: statusReport({
    accessors: [],
    usages,
    runs: [],
    refusals: [],
    unreadable: [],
    trend,
    ownersOf: (file) => (file.includes('services') ? ['@services'] : ['@reports']),
    markers: [
      {
        kind: 'todo',
        file: 'src/services/models.ts',
        line: 29,
        refusal: 'manual-transaction',
        text: 'split by hand',
      },
    ],
  }),
  gates: [
    {
      version: 1,
      phase: 1,
      name: 'foundation',
      outcome: 'pass',
      at: '2026-02-20T10:00:00.000Z',
      workload: { origin: 'synthesised', operations: 80, source: 'repositories and schema' },
      checks: [
        {
          id: 'replay',
          title: 'Pool against singleton',
          outcome: 'pass',
          figure: '0.97 (0.92 to 1.03)',
          goal: 'at most 1.10',
          elapsedMs: 900,
          measures: { ratio: 0.97 },
        },
      ],
    },
  ],
  deadCode: [{ file: 'src/old.ts', line: 1, kind: 'export', name: 'old', because: 'Nothing imports it.' }],
}

export function largeReport(changes: number): HtmlSources {
  const many = Array.from({ length: changes }, (_, index) => {
    const path = `src/module-${index % 97}/file-${index}.ts`
    return {
      ...change(
        `inject-repository-${index}`,
        index % 2 ? 'inject-repository' : 'parametrize-sql',
        [path],
        [],
      ),
      files: [{ path, patch: patch.replaceAll('src/services/models.ts', path) }],
    }
  })
  return { ...smallReport, run: { ...run, changes: many } }
}
