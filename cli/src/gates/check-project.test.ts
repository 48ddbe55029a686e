import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { checkTests } from './check-project.js'

it.each([
  ['echo "Error: no test specified" && exit 1', 'skipped'],
  ['exit 1', 'short'],
  ['exit 0', 'pass'],
])('the test script %s is %s', async (test, outcome) => {
  const root = mkdtempSync(join(tmpdir(), 'duckshift-test-'))
  try {
    writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'small', scripts: { test } }))
    expect((await checkTests(root, {})).outcome).toBe(outcome)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})
