import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Programs that tests run for real and that npm does not bring, with the Debian package of each. */
const debianPackages = {
  'redis-server': 'redis-server',
  chromium: 'chromium',
  git: 'git',
  tmux: 'tmux',
  xmllint: 'libxml2-utils',
} as const

export type SystemTool = keyof typeof debianPackages

/** The program's path on this machine, or undefined. */
export function systemTool(name: SystemTool): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const candidate = join(folder, name)
    try {
      accessSync(candidate, constants.X_OK)
      return candidate
    } catch {}
  }
  return undefined
}

function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version')
}

function install(packages: readonly string[]): string | undefined {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = (args: readonly string[]) =>
    spawnSync('apt-get', args, { env: environment, encoding: 'utf8', timeout: 600_000 })
  run(['update', '-q'])
  const result = run(['install', '-y', '-q', '--no-install-recommends', ...packages])
  return result.status === 0 ? undefined : (result.stderr || String(result.error ?? 'apt-get failed')).trim()
}

/**
 * Finds every system tool, installs the missing ones where that is possible, and returns those still missing,
 * with the reason.
 */
export function provideSystemTools(): readonly { tool: SystemTool; reason: string }[] {
  const names = Object.keys(debianPackages) as SystemTool[]
  const missing = () => names.filter((name) => systemTool(name) === undefined)
  const wanted = missing()
  if (wanted.length === 0) return []
  if (!canInstall()) {
    return wanted.map((tool) => ({
      tool,
      reason: `not on PATH; install Debian's package "${debianPackages[tool]}" or its like`,
    }))
  }
  const failure = install(wanted.map((tool) => debianPackages[tool]))
  return missing().map((tool) => ({ tool, reason: failure ?? 'installed, and still not on PATH' }))
}
