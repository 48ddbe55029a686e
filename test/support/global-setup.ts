import { provideSystemTools } from './system-tools.js'

/** Tests of a missing tool skip, which this announces; under `CI=true` a skip would hide a hole, so it fails. */
export default function setup(): void {
  const missing = provideSystemTools()
  if (missing.length === 0) return
  const list = missing.map(({ tool, reason }) => `  ${tool}: ${reason}`).join('\n')
  if (process.env.CI === 'true') throw new Error(`These tests cannot run without their tools:\n${list}`)
  process.stderr.write(`\nSKIPPED: the tests that need these tools\n${list}\n\n`)
}
