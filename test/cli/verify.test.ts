import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complaints, schemas } from '../../reports/src/testing/validate.js'
import { duckshift, smallProject } from '../support/project.js'
import { systemTool } from '../support/system-tools.js'

const xmllint = systemTool('xmllint')

describe('verify', () => {
  let root: string
  beforeAll(() => {
    root = smallProject({ 'duckshift.config.json': '{ "test": "node -e 0" }' })
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  it('prints a gate as JSON that its schema takes, and keeps it', () => {
    const result = duckshift(root, 'verify', '1', '--json', '--operations', '20')
    const report = JSON.parse(result.out)
    expect(complaints(schemas.gate, report)).toEqual([])
    expect(report.checks.map((check: { id: string }) => check.id)).toEqual([
      'types',
      'tests',
      'answers',
      'speed',
      'health',
    ])
    expect(result.code).toBe(report.outcome === 'pass' ? 0 : 1)
    expect(readdirSync(join(root, '.duckshift/gates'))).toHaveLength(1)
  })

  it.skipIf(!xmllint)('prints a gate as JUnit that its schema takes', () => {
    const { out } = duckshift(root, 'verify', '2', '--format', 'junit', '--operations', '20')
    const checked = spawnSync(xmllint!, ['--noout', '--schema', fileURLToPath(schemas.junit), '-'], {
      input: out,
      encoding: 'utf8',
    })
    expect(checked.stderr).toMatch(/validates/)
  })

  it('falls short with exit code 1 and the reason', () => {
    const result = duckshift(root, 'verify', '5')
    expect(result.code).toBe(1)
    expect(result.out).toMatch(/^short {4}Legacy usages: 1 usages, 1 accessor$/m)
    expect(result.out).toContain('src/items.ts:4')
  })

  it.each([
    [['verify', '7'], /no phase "7"/],
    [['verify', 'one'], /no phase "one"/],
    [['verify', '1', '--workload', 'none.jsonl'], /does not exist/],
    [['verify', '1', '--database', 'none.duckdb'], /no database/],
    [['verify', '1', '--concurrency', '0'], /whole number/],
  ])('%s is a mistake: exit code 2', (args, message) => {
    const result = duckshift(root, ...args)
    expect(result.code).toBe(2)
    expect(result.err).toMatch(message)
  })

  it('says which line of a workload is wrong', () => {
    writeFileSync(join(root, 'half.jsonl'), '{"sql":"SELECT 1"}\n{"sql":\n')
    expect(duckshift(root, 'verify', '1', '--workload', 'half.jsonl').err).toContain('line 2')
  })
})
