import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { renderJunit } from '../../reports/src/junit.js'
import { hostileGate } from '../../reports/src/testing/hostile.js'
import { schemas } from '../../reports/src/testing/validate.js'
import { systemTool } from '../support/system-tools.js'

const xmllint = systemTool('xmllint')

function validate(xml: string) {
  return spawnSync(xmllint!, ['--noout', '--schema', fileURLToPath(schemas.junit), '-'], {
    input: xml,
    encoding: 'utf8',
  })
}

describe.skipIf(!xmllint)('JUnit', () => {
  it('validates, hostile content included', () => {
    expect(
      validate(renderJunit([hostileGate, { ...hostileGate, phase: 2, outcome: 'pass' }])).stderr,
    ).toMatch(/validates/)
  })

  it('would not validate without its counts', () => {
    expect(validate(renderJunit([hostileGate]).replace(/ failures="\d+"/, '')).status).not.toBe(0)
  })
})
