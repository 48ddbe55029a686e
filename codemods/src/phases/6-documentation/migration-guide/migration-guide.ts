import { code, fenced, plural, table } from '../../../documents/markdown-text.js'
import {
  type AppliedRun,
  appliedRuns,
  type Example,
  exampleByCodemod,
  exampleByShape,
  refusalsLeft,
} from '../../../documents/migration-facts.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import { textOrder } from '../../../text-order.js'
import { generatedDocument } from '../generated-document.js'

/** Tells what the runs changed, each shape with before and after from the project's own code. */
export function migrationGuide(planning: Planning): Proposals {
  // What phase 6 wrote is this document itself.
  const runs = appliedRuns(planning.survey.project.root).filter(({ run }) => run.phase < 6)
  if (runs.length === 0) return { candidates: [], refusals: [] }
  return generatedDocument(planning, {
    codemod: 'migration-guide',
    id: 'migration',
    title: 'Migration guide',
    fileName: 'migration.md',
    what: 'The guide from the old pattern to the new one',
    body: guideText(runs),
  })
}

export function guideText(runs: readonly AppliedRun[]): string {
  const changes = runs.reduce((sum, { plan }) => sum + plan.changes.length, 0)
  const rows = runs.map(({ run, plan }) => [
    String(run.phase),
    String(plan.changes.length),
    String(run.files.length),
    [...new Set(plan.changes.map(({ codemod }) => codemod))].map(code).join(', '),
  ])
  return [
    `What was migrated so far: ${plural(changes, 'change')} in ${plural(runs.length, 'run')}.`,
    table(['phase', 'changes', 'files', 'by'], rows),
    ...examples(runs),
    ...leftAlone(runs),
  ].join('\n\n')
}

/** By shape where a usage has one, then the codemods that no shape has shown. */
function examples(runs: readonly AppliedRun[]): string[] {
  const shapes = [...exampleByShape(runs)].sort(([a], [b]) => textOrder(a, b))
  const shown = new Set(shapes.map(([, { codemod }]) => codemod))
  const codemods = [...exampleByCodemod(runs)].filter(([codemod]) => !shown.has(codemod))
  const titled = [
    ...shapes.map(([shape, example]) => [`Instead of: ${shape.replaceAll('-', ' ')}`, example] as const),
    ...codemods.map(([codemod, example]) => [`By ${codemod}`, example] as const),
  ]
  if (titled.length === 0) return []
  return ['## Before and after', ...titled.map(([title, example]) => exampleText(title, example))]
}

function exampleText(title: string, { reason, path, patch }: Example): string {
  const hunks = patch.slice(patch.indexOf('\n@@') + 1)
  return [`### ${title}`, `${reason} From ${code(path)}:`, fenced('diff', hunks)].join('\n\n')
}

function leftAlone(runs: readonly AppliedRun[]): string[] {
  const groups = new Map<string, { message: string; help: string; files: Set<string> }>()
  for (const { id, message, help, place } of refusalsLeft(runs)) {
    const group = groups.get(id) ?? { message, help, files: new Set<string>() }
    group.files.add(place.file)
    groups.set(id, group)
  }
  if (groups.size === 0) return []
  const rows = [...groups]
    .sort(([a], [b]) => textOrder(a, b))
    .map(([id, { message, help, files }]) => [
      code(id),
      message,
      help,
      [...files].sort(textOrder).map(code).join(', '),
    ])
  return ['## Left alone, and what to do', table(['reason', 'why', 'what to do', 'where'], rows)]
}
