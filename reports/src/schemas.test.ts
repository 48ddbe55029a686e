import { describe, expect, it } from 'vitest'
import { renderJson } from './json.js'
import { renderSarif } from './sarif.js'
import { hostileDeadCode, hostileGate, hostileRun, hostileStatus } from './testing/hostile.js'
import { complaints, schemas } from './testing/validate.js'

describe('JSON schemas', () => {
  it.each([
    ['status', hostileStatus],
    ['run', hostileRun],
    ['gate', hostileGate],
    ['dead-code', hostileDeadCode],
  ] as const)('%s takes what is printed', (name, report) => {
    expect(complaints(schemas[name], JSON.parse(renderJson(report)))).toEqual([])
  })

  it.each([
    ['status', { ...hostileStatus, version: 2 }],
    ['status', { ...hostileStatus, totals: { ...hostileStatus.totals, usages: -1 } }],
    ['run', { ...hostileRun, phase: 7 }],
    ['run', { ...hostileRun, more: true }],
    ['gate', { ...hostileGate, checks: [] }],
    ['gate', { ...hostileGate, at: 'today' }],
    ['dead-code', { ...hostileDeadCode, findings: [{ kind: 'export' }] }],
    ['dead-code', { ...hostileDeadCode, totals: {} }],
  ] as const)('%s refuses what is not', (name, report) => {
    expect(complaints(schemas[name], report)).not.toEqual([])
  })
})

describe('SARIF', () => {
  const deadCode = [
    { file: 'src/old.ts', line: 1, kind: 'export', name: 'old', because: 'Nothing imports it.' },
  ]
  const log = JSON.parse(renderSarif({ version: '0.1.0', status: hostileStatus, run: hostileRun, deadCode }))

  it('validates', () => expect(complaints(schemas.sarif, log)).toEqual([]))

  it('holds usages, injection risks, refusals and dead code, each with its rule', () => {
    const [run] = log.runs
    expect(new Set(run.results.map((result: { ruleId: string }) => result.ruleId))).toEqual(
      new Set([
        'legacy-usage',
        'sql-injection',
        'refusal/type-check',
        'dead-code/export',
        'consistency/import-path',
        'marker/todo',
        'ledger-excess',
      ]),
    )
    for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId)
  })
})
