import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listRuns, loadPlan, planIds, type Survey } from '@duckshift/codemods'
import type { GateCheck } from '@duckshift/reports'

/** Nothing takes the legacy client any more. */
export function checkLegacyUsages(found: Pick<Survey, 'accessors' | 'usages'>): GateCheck {
  const { usages, accessors } = found
  const left = usages.length + accessors.length
  const first = usages[0]
  const accessor = accessors[0]
  const reason = first
    ? `${first.file}:${first.line} (${first.shape})`
    : accessor && `${accessor.module} still has the accessor ${accessor.export}`
  return {
    id: 'legacy-usages',
    title: 'Legacy usages',
    goal: 'none, tests included, and no accessor',
    outcome: left === 0 ? 'pass' : 'short',
    figure: `${usages.length} usages, ${accessors.length} ${accessors.length === 1 ? 'accessor' : 'accessors'}`,
    ...(reason && { reason }),
    elapsedMs: 0,
    measures: { usages: usages.length, accessors: accessors.length },
  }
}

/** Nobody opens a transaction by hand any more: on a pool its statements would go several ways. */
export function checkManualTransactions({ usages }: Pick<Survey, 'usages'>): GateCheck {
  const left = usages.filter((usage) => usage.shape === 'manual-transaction' && !usage.inTest)
  const first = left[0]
  return {
    id: 'manual-transactions',
    title: 'Transactions opened by hand',
    goal: 'none',
    outcome: first ? 'short' : 'pass',
    figure: `${left.length} left`,
    ...(first && { reason: `${first.file}:${first.line} in ${first.within}` }),
    elapsedMs: 0,
    measures: { usages: left.length },
  }
}

const skipped = new Set(['node_modules', '.git', '.duckshift', 'dist', 'build', 'coverage'])

/** No document names an accessor that is gone or about to go. */
export function checkStaleMentions(root: string, found: Pick<Survey, 'accessors' | 'clients'>): GateCheck {
  const startedAt = performance.now()
  const names = legacyNames(root, found)
  const pattern = names.length > 0 ? new RegExp(`\\b(${names.map(escapeRegExp).join('|')})\\b`) : undefined
  const documents = documentsBelow(root)
  const mentions = documents.flatMap((path) =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        const name = pattern?.exec(line)?.[1]
        return name ? [`${path}:${index + 1} names ${name}`] : []
      }),
  )
  return {
    id: 'stale-mentions',
    title: 'Documents that name the legacy client',
    goal: 'none',
    outcome: mentions.length === 0 ? 'pass' : 'short',
    figure: `${mentions.length} mentions in ${documents.length} documents`,
    ...(mentions.length > 0 && { reason: mentions.slice(0, 5).join('\n') }),
    elapsedMs: performance.now() - startedAt,
    measures: { mentions: mentions.length, documents: documents.length },
  }
}

/** What there is now, and what the applied plans found: after phase 5 the code no longer tells. */
function legacyNames(root: string, { accessors, clients }: Pick<Survey, 'accessors' | 'clients'>): string[] {
  const applied = new Set(listRuns(root).map((run) => run.plan))
  const plans = planIds(root)
    .filter((id) => applied.has(id))
    .map((id) => loadPlan(root, id))
  const all = [...accessors, ...plans.flatMap((plan) => plan.accessors)]
  const names = all.flatMap(({ export: name, client }) => [name, ...(client ? [client.name] : [])])
  return [...new Set([...names, ...clients.map(({ name }) => name)])].filter(
    (name) => name !== 'default' && name.length > 3,
  )
}

function documentsBelow(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : documentsBelow(root, path)
    return entry.isFile() && /\.(md|mdx|rst|adoc)$/i.test(entry.name) ? [path] : []
  })
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
