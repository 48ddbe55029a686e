import { hidesDatabase } from '../../model.js'
import type { Planning, Proposals } from '../../plan/planning.js'
import { type Facade, facadeAccessor } from './facade-accessor/facade-accessor.js'
import { withFacadePlaces } from './facade-accessor/missing-facade.js'
import { strayOpenings } from './facade-accessor/stray-openings.js'
import type { ServedUsage } from './inject-repository/handed-connections.js'
import { injectRepository, refusal } from './inject-repository/inject-repository.js'
import { proposePassedAccessor } from './inject-repository/passed-accessor.js'
import { servedAs } from './inject-repository/sends-sql.js'
import { wireHealth } from './wire-health/wire-health.js'

/** Phase 1: the accessor over the pool, SQL in repositories, repositories injected. */
export async function proposeFoundation(planning: Planning): Promise<Proposals> {
  const candidates: Proposals['candidates'] = []
  const refusals: Proposals['refusals'] = []
  const facades = new Map<string, Facade>()
  for (const accessor of planning.survey.accessors) {
    if (!hidesDatabase(accessor)) continue
    const outcome = facadeAccessor(planning, accessor)
    if (planning.enabled('facade-accessor') || outcome.candidates.length === 0) {
      candidates.push(...outcome.candidates)
      refusals.push(...outcome.refusals)
      if (outcome.facade) facades.set(accessor.id, outcome.facade)
    }
  }
  if (planning.enabled('facade-accessor')) candidates.push(...strayOpenings(planning, facades))
  const isInjecting = planning.enabled('extract-repository') || planning.enabled('inject-repository')
  if (isInjecting) {
    const injected = await injectRepository(planning, facades, undefined, candidates)
    const unclaimed = new Map<string, ServedUsage[]>()
    for (const each of injected.served)
      unclaimed.set(each.facade, [...(unclaimed.get(each.facade) ?? []), each])
    const withServed = candidates.map((candidate) => {
      const key = candidate.foundation && candidate.facade
      const own = key === undefined ? undefined : unclaimed.get(key)
      if (!own || key === undefined) return candidate
      unclaimed.delete(key)
      const served = own.map(({ usage }) => usage)
      const as = servedAs(planning, served)
      const staying = [...new Set(own.flatMap((each) => each.staying))]
      return {
        ...candidate,
        usages: [...candidate.usages, ...served],
        served,
        ...as,
        alternatives: candidate.alternatives.map((way) => ({
          ...way,
          reason: [way.reason, ...runningOnIt(served.length - as.handed.length, as.handed.length)].join(' '),
          staying,
        })),
      }
    })
    candidates.splice(0, candidates.length, ...withServed, ...injected.candidates)
    refusals.push(...injected.refusals)
  }
  const held = new Set(planning.survey.values.map((value) => value.usage))
  for (const usage of planning.survey.usages) {
    if (usage.shape === 'mocked-in-test') refusals.push(refusal(usage, 'mock-kept'))
    else if (usage.shape === 'dynamic-import' && !held.has(usage.id) && !usage.inTest)
      refusals.push(refusal(usage, 'unsupported-dynamic-import'))
    else if (usage.inTest) refusals.push(refusal(usage, 'test-kept'))
    else if (usage.shape === 'passed-as-value' && planning.inScope(usage.file)) {
      const candidate = isInjecting ? proposePassedAccessor(planning, facades, usage) : undefined
      if (candidate) candidates.push(candidate)
      else refusals.push(refusal(usage, 'passed-as-value'))
    }
  }
  const facade = [...facades.values()].find((each) => each.driver?.handsOut !== 'other')
  const database = facade && { module: facade.databaseModule, token: facade.token }
  if (planning.enabled('wire-health') && (facades.size > 0 || planning.requested('wire-health'))) {
    const wired = wireHealth(planning, database)
    candidates.push(...wired.candidates)
    refusals.push(...wired.refusals)
  }
  return { candidates, refusals: withFacadePlaces(planning, candidates, refusals) }
}

function runningOnIt(asking: number, handed: number): string[] {
  const further = asking === 1 ? '1 further usage runs' : `${asking} further usages run`
  const given = handed === 1 ? '1 place is handed it and stays' : `${handed} places are handed it and stay`
  return [
    ...(asking > 0 ? [`${further} on it with the code as it is.`] : []),
    ...(handed > 0 ? [`${given} as ${handed === 1 ? 'it is' : 'they are'}.`] : []),
  ]
}
