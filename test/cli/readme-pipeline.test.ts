import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { cli, repository, smallProject, temporaryFolder } from '../support/project.js'

const readme = readFileSync(join(repository, 'README.md'), 'utf8')
const pipeline = readme.slice(readme.indexOf('## In a pipeline'))
const workflow = [...pipeline.matchAll(/^ +- run: (.+)$/gm)].map((match) => match[1]!)
const hook = /```sh\n(#!\/bin\/sh\n[\s\S]*?)```/.exec(pipeline)![1]!

describe('the pipeline of the README', () => {
  let root: string
  let path: string
  const shell = (command: string) =>
    spawnSync('sh', ['-c', command], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${path}${delimiter}${process.env.PATH}` },
    })
  const git = (...args: string[]) => {
    const result = shell(`git -c user.name=t -c user.email=t@example.org ${args.join(' ')}`)
    if (result.status !== 0) throw new Error(result.stdout + result.stderr)
  }

  beforeAll(() => {
    root = smallProject({ '.gitignore': 'node_modules\n.duckshift\n' })
    path = temporaryFolder()
    // What npx finds in a project that has installed the package.
    mkdirSync(join(path, 'bin'))
    writeFileSync(join(path, 'npx'), `#!/bin/sh\nshift\nexec ${process.execPath} ${cli} "$@"\n`)
    chmodSync(join(path, 'npx'), 0o755)
    symlinkSync(process.execPath, join(path, 'node'))
    git('init', '-qb', 'main')
    expect(shell('npx duckshift status --update --quiet').status).toBe(0)
    git('add', '.')
    git('commit', '-qm', 'start')
    git('update-ref', 'refs/remotes/origin/main', 'HEAD')
  })

  const commands = workflow.filter((command) => command.startsWith('npx duckshift'))

  it('has commands that pass, and a hook that lets a commit through', () => {
    expect(commands.length).toBeGreaterThanOrEqual(3)
    for (const command of commands) expect([command, shell(command).status]).toEqual([command, 0])
    expect(JSON.parse(readFileSync(join(root, 'duckshift.sarif'), 'utf8')).version).toBe('2.1.0')
    writeFileSync(join(root, '.git/hooks/pre-commit'), hook)
    chmodSync(join(root, '.git/hooks/pre-commit'), 0o755)
    git('commit', '-qm', 'same', '--allow-empty')
  })

  it('stops a change that brings a new usage', () => {
    const file = join(root, 'src/more.ts')
    writeFileSync(file, readFileSync(join(root, 'src/items.ts'), 'utf8'))
    git('add', 'src/more.ts')
    expect(() => git('commit', '-qm', 'more')).toThrow()
    const check = shell(commands[0]!)
    expect([check.status, check.stdout]).toEqual([1, expect.stringContaining('::error file=src/more.ts')])
    expect(shell(commands[1]!).status).toBe(0)
  })
})
