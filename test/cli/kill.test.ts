import { spawn } from 'node:child_process'
import { cpSync } from 'node:fs'
import { expect, it } from 'vitest'
import { cli, copyOfModelhub, duckshift, temporaryFolder, treeHash } from '../support/project.js'

const kills = Number(process.env.DUCKSHIFT_KILLS ?? 20)

/** Starts a command and kills it after a delay; tells whether it was still running. */
function killAfter(root: string, args: readonly string[], delayMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, '--cwd', root, ...args], { stdio: 'ignore' })
    const timer = setTimeout(() => child.kill('SIGKILL'), delayMs)
    child.on('exit', (_, signal) => {
      clearTimeout(timer)
      resolve(signal === 'SIGKILL')
    })
  })
}

it(`leaves the tree wholly before or wholly after, killed at ${kills} random moments`, {
  timeout: Math.max(600_000, kills * 15_000),
}, async () => {
  const original = copyOfModelhub()
  const plan = JSON.parse(duckshift(original, 'run', '1', '--json').out).plan as string
  const before = treeHash(original)
  const fresh = () => {
    const root = temporaryFolder()
    cpSync(original, root, { recursive: true, verbatimSymlinks: true })
    return root
  }
  const finished = fresh()
  const startedAt = performance.now()
  expect(duckshift(finished, 'apply', plan).code).toBe(0)
  const lengthMs = performance.now() - startedAt
  const after = treeHash(finished)
  expect(after).not.toBe(before)

  const outcomes = { before: 0, after: 0, killed: 0 }
  for (let kill = 0; kill < kills; kill += 1) {
    const root = fresh()
    // Most of a run is start-up; the writes are at its end.
    if (await killAfter(root, ['apply', plan], lengthMs * (0.35 + 0.7 * Math.random()))) outcomes.killed += 1
    duckshift(root, 'runs')
    const tree = treeHash(root)
    expect([before, after]).toContain(tree)
    outcomes[tree === before ? 'before' : 'after'] += 1
  }
  expect(outcomes.killed).toBeGreaterThan(0)
})
