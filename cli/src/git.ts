import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DuckshiftError, ledgerFile } from '@duckshift/codemods/status'

/** Changed and untracked files of the folder, but for our own; undefined when it is no git checkout. */
export function dirtyFiles(root: string): string[] | undefined {
  const result = spawnSync('git', ['status', '--porcelain', '--untracked-files=normal', '--', '.'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (result.status !== 0) return undefined
  return result.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.slice(3))
    .filter((path) => !/(^|\/)(\.duckshift\/|duckshift\.config\.ts$)/.test(path))
}

/** How the ledger's total went down, commit by commit, the oldest first; empty outside git. */
export function ledgerHistory(root: string, limit = 100): { commit: string; at: string; text: string }[] {
  if (!existsSync(join(root, ledgerFile))) return []
  const log = spawnSync('git', ['log', `--max-count=${limit}`, '--format=%h %cI', '--', ledgerFile], {
    cwd: root,
    encoding: 'utf8',
  })
  if (log.status !== 0) return []
  const commits = log.stdout.split('\n').filter(Boolean).reverse()
  const contents = spawnSync('git', ['cat-file', '--batch'], {
    cwd: root,
    input: commits.map((line) => `${line.split(' ')[0]}:./${ledgerFile}\n`).join(''),
    maxBuffer: 1 << 28,
  })
  if (contents.status !== 0) return []
  let at = 0
  return commits.flatMap((line) => {
    const [commit = '', date = ''] = line.split(' ')
    const end = contents.stdout.indexOf('\n', at)
    const size = / blob (\d+)$/.exec(contents.stdout.subarray(at, end).toString())?.[1]
    at = end + 1
    if (size === undefined) return []
    const text = contents.stdout.subarray(at, at + Number(size)).toString()
    at += Number(size) + 1
    return [{ commit, at: date, text }]
  })
}

/** Files that differ from where the branch left `ref`, untracked ones included. Throws DuckshiftError (`no-such-ref`). */
export function changedSince(root: string, ref: string): string[] {
  const git = (...args: string[]) =>
    spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 })
  const base = git('merge-base', '--end-of-options', ref, 'HEAD')
  if (base.status !== 0) {
    throw new DuckshiftError(`git knows no common ancestor of "${ref}" and HEAD.`, {
      code: 'no-such-ref',
      exitCode: 2,
      help: 'Name a branch, tag or commit that is here; in CI fetch it first (fetch-depth: 0).',
      cause: base.stderr,
    })
  }
  const changed = git('diff', '--name-only', '-z', '--relative', '--diff-filter=d', base.stdout.trim())
  const untracked = git('ls-files', '-z', '--others', '--exclude-standard')
  return [...new Set((changed.stdout + untracked.stdout).split('\0').filter(Boolean))].sort()
}

export function currentCommit(root: string): string | undefined {
  const result = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' })
  return result.status === 0 ? result.stdout.trim() : undefined
}
