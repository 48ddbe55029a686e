import { spawnSync } from 'node:child_process'

/** Changed and untracked files of the folder, as git sees them; undefined when it is no git checkout. */
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
    .filter((path) => !path.includes('.duckshift/'))
}
