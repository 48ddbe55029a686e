import {
  type Config,
  consistencyOf,
  type DeadCode,
  findMarkers,
  matchIgnores,
  namesIn,
  ownTransactions,
  projectDocuments,
  type StaleMention,
  type Survey,
  staleMentions,
} from '@duckshift/codemods'
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

/** Nothing of the project is dead; what is uncertain is for people to look at and does not count. */
export function checkDeadCode({ findings }: Pick<DeadCode, 'findings'>): GateCheck {
  const dead = findings.filter((finding) => finding.uncertain === undefined)
  const places = dead.slice(0, 5).map(({ file, line, name }) => `${file}:${line} ${name}`)
  return {
    id: 'dead-code',
    title: 'Dead code',
    goal: 'none',
    outcome: dead.length === 0 ? 'pass' : 'short',
    figure: `${dead.length} dead, ${findings.length - dead.length} uncertain`,
    ...(places.length > 0 && { reason: places.join('\n') }),
    elapsedMs: 0,
    measures: { dead: dead.length, uncertain: findings.length - dead.length },
  }
}

/** Data access, errors and imports go one way each; what a comment ignores, with a reason, may stay. */
export function checkConsistency(found: Pick<Survey, 'project' | 'accessors' | 'clients'>): GateCheck {
  const startedAt = performance.now()
  const all = consistencyOf(found)
  const { reasons } = matchIgnores(findMarkers(found.project).ignores, all)
  const left = all.filter(({ id }) => !reasons.has(id))
  const places = left.slice(0, 5).map(({ file, line, rule, detail }) => `${file}:${line} ${rule}: ${detail}`)
  return {
    id: 'consistency',
    title: 'One pattern per concern',
    goal: 'no place goes its own way',
    outcome: left.length === 0 ? 'pass' : 'short',
    figure: `${left.length} ${left.length === 1 ? 'place' : 'places'}, ${reasons.size} ignored with a reason`,
    ...(places.length > 0 && { reason: places.join('\n') }),
    elapsedMs: performance.now() - startedAt,
    measures: { places: left.length, ignored: reasons.size },
  }
}

/** Nobody opens a transaction by hand any more: on a pool its statements would go several ways. */
export function checkManualTransactions(found: Pick<Survey, 'usages' | 'project' | 'clients'>): GateCheck {
  const left = [
    ...found.usages
      .filter((usage) => usage.shape === 'manual-transaction' && !usage.inTest)
      .map(({ file, line, within }) => ({ file, line, within })),
    ...ownTransactions(found).map(({ file, name, touches }) => ({
      file: file.path,
      line: file.place(touches[0]!.call).line,
      within: name,
    })),
  ]
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

/** No document names an accessor that is gone or about to go. */
export function checkStaleMentions(
  found: Pick<Survey, 'project' | 'accessors' | 'clients'>,
  config: Pick<Config, 'accessors'> = {},
): GateCheck {
  const startedAt = performance.now()
  const mentions = staleMentions(found.project, namesIn(found, { configured: config.accessors }))
  const documents = projectDocuments(found.project.root)
  return {
    id: 'stale-mentions',
    title: 'Documents that name the legacy client',
    goal: 'none',
    outcome: mentions.length === 0 ? 'pass' : 'short',
    figure: `${mentions.length} mentions in ${documents.length} documents and the comments`,
    ...(mentions.length > 0 && { reason: mentions.slice(0, 5).map(mentionText).join('\n') }),
    elapsedMs: performance.now() - startedAt,
    measures: { mentions: mentions.length, documents: documents.length },
  }
}

function mentionText({ place, name }: StaleMention): string {
  return `${place.file}:${place.line} names ${name}`
}
