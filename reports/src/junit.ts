import type { GateReport } from './gate-report.js'
import { plainText } from './plain-text.js'

/** Gates as JUnit: one suite a phase, one case a check. */
export function renderJunit(gates: readonly GateReport[]): string {
  const suites = gates.map(suite)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`
}

function suite(gate: GateReport, id: number): string {
  const { checks } = gate
  const elapsedMs = checks.reduce((sum, check) => sum + check.elapsedMs, 0)
  const attributes = {
    package: 'duckshift',
    id,
    name: `phase ${gate.phase} ${gate.name}`,
    timestamp: gate.at.slice(0, 19),
    hostname: 'localhost',
    tests: checks.length,
    failures: checks.filter((check) => check.outcome === 'short').length,
    errors: 0,
    skipped: checks.filter((check) => check.outcome === 'skipped').length,
    time: seconds(elapsedMs),
  }
  const properties = gate.workload
    ? [
        element('property', { name: 'workload', value: gate.workload.origin }),
        element('property', { name: 'operations', value: gate.workload.operations }),
      ]
    : []
  const cases = checks.map((check) => {
    const own = {
      name: check.title,
      classname: `duckshift.phase${gate.phase}.${check.id}`,
      time: seconds(check.elapsedMs),
    }
    const message = check.reason ?? check.figure
    const text = `${check.figure}; goal: ${check.goal}`
    if (check.outcome === 'short')
      return element('testcase', own, element('failure', { message, type: 'short' }, xmlText(text)))
    if (check.outcome === 'skipped') return element('testcase', own, element('skipped', { message }))
    return element('testcase', own)
  })
  const figures = checks.map((check) => `${check.id}: ${check.figure}`).join('\n')
  return `${element(
    'testsuite',
    attributes,
    element('properties', {}, properties.join('')) +
      cases.join('') +
      element('system-out', {}, xmlText(figures)) +
      element('system-err', {}),
  )}\n`
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3)
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, content = ''): string {
  const own = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${xmlText(String(value)).replace(/\s+/g, ' ')}"`,
  )
  return content ? `<${name}${own.join('')}>${content}</${name}>` : `<${name}${own.join('')}/>`
}

function xmlText(text: string): string {
  return plainText(text)
    .replace(
      /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|[\uFFFE\uFFFF]/g,
      '\uFFFD',
    )
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
