import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Config } from '@duckshift/codemods'
import type { GateCheck } from '@duckshift/reports'

const longestMs = 30 * 60_000

/** The project's own type check: its own compiler, its own tsconfig. */
export async function checkTypes(root: string, config: Config): Promise<GateCheck> {
  const about = { id: 'types', title: "The project's type check", goal: 'no diagnostics' }
  const tsconfig = join(root, config.tsconfig ?? 'tsconfig.json')
  const compiler = existsSync(tsconfig) ? compilerOf(root) : undefined
  if (!compiler) {
    const reason = existsSync(tsconfig)
      ? 'The project does not have TypeScript.'
      : 'There is no tsconfig.json.'
    return { ...about, outcome: 'skipped', figure: 'not run', reason, elapsedMs: 0, measures: {} }
  }
  const result = await run(
    process.execPath,
    [compiler, '--noEmit', '--pretty', 'false', '-p', tsconfig],
    root,
  )
  const diagnostics = result.output.split('\n').filter((line) => /error TS\d+/.test(line))
  const pass = result.code === 0
  return {
    ...about,
    outcome: pass ? 'pass' : 'short',
    figure: `${diagnostics.length} ${diagnostics.length === 1 ? 'diagnostic' : 'diagnostics'}`,
    ...(!pass && { reason: diagnostics.slice(0, 5).join('\n') || result.output.slice(-2000) }),
    elapsedMs: result.elapsedMs,
    measures: { diagnostics: diagnostics.length },
  }
}

/** The project's own tests: the command of the configuration, else the `test` script of package.json. */
export async function checkTests(root: string, config: Config): Promise<GateCheck> {
  const about = { id: 'tests', title: "The project's tests", goal: 'all pass' }
  const command = config.test ?? testScript(root)
  if (!command) {
    const reason = 'Neither the configuration nor package.json names a test command.'
    return { ...about, outcome: 'skipped', figure: 'not run', reason, elapsedMs: 0, measures: {} }
  }
  const result = await run(command, [], root, true)
  const pass = result.code === 0
  const figure = pass ? 'they pass' : `exit code ${result.code ?? 'none, stopped after 30 minutes'}`
  return {
    ...about,
    outcome: pass ? 'pass' : 'short',
    figure: `${figure} (${command}, ${(result.elapsedMs / 1000).toFixed(1)} s)`,
    ...(!pass && { reason: result.output.trim().slice(-2000) }),
    elapsedMs: result.elapsedMs,
    measures: { exitCode: result.code ?? -1 },
  }
}

function compilerOf(root: string): string | undefined {
  try {
    const manifest = createRequire(join(root, 'package.json')).resolve('typescript/package.json')
    return join(dirname(manifest), 'bin', 'tsc')
  } catch {
    return undefined
  }
}

function testScript(root: string): string | undefined {
  const manifest = join(root, 'package.json')
  if (!existsSync(manifest)) return undefined
  const { scripts } = JSON.parse(readFileSync(manifest, 'utf8')) as { scripts?: Record<string, string> }
  return isTestScript(scripts?.test) ? 'npm test --silent' : undefined
}

/** False where there is none, and for the script that `npm init` writes: it only says that there are no tests, and fails. */
export function isTestScript(script: string | undefined): boolean {
  return Boolean(script) && !/\bno tests? specified\b/i.test(script!)
}

interface CommandResult {
  readonly code: number | null
  readonly output: string
  readonly elapsedMs: number
}

function run(command: string, args: readonly string[], cwd: string, shell = false): Promise<CommandResult> {
  const startedAt = performance.now()
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      shell,
      timeout: longestMs,
      env: { ...process.env, CI: 'true', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-1_000_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const end = (code: number | null) =>
      resolve({ code, output: stripVTControlCharacters(output), elapsedMs: performance.now() - startedAt })
    child.on('error', (error) => {
      output += error.message
      end(null)
    })
    child.on('close', end)
  })
}
