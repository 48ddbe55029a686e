import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { repository, temporaryFolder } from '../support/project.js'

function workspace(): string {
  const root = temporaryFolder()
  for (const folder of ['dist', 'scripts', 'src/phases', 'package.json'])
    cpSync(join(repository, 'codemods', folder), join(root, 'codemods', folder), { recursive: true })
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
  return root
}

function newCodemod(root: string, ...args: string[]) {
  const script = join(root, 'codemods/scripts/new-codemod.mjs')
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

describe('npm run new:codemod', () => {
  it('makes a folder and enters it in the table of its phase', () => {
    const root = workspace()
    const folder = join(root, 'codemods/src/phases/4-resilience')
    for (const name of ['first-one', 'second-one']) {
      expect(newCodemod(root, name, '--phase', '4')).toMatchObject({ status: 0, stderr: '' })
      for (const file of [`${name}.ts`, 'README.md', 'cases/skip-other-code/before/src/items.ts'])
        expect(existsSync(join(folder, name, file))).toBe(true)
    }
    const table = readFileSync(join(folder, 'resilience.ts'), 'utf8')
    expect(table).toContain("import { firstOne } from './first-one/first-one.js'\n")
    expect(table).toContain("  'first-one': firstOne,\n  'second-one': secondOne,\n}")
    expect(newCodemod(root, 'first-one', '--phase', '4').status).toBe(2)
  })

  it.each([
    [[], 'One name is needed'],
    [['BadName', '--phase', '3'], 'not in kebab-case'],
    [['good-name'], 'There is no phase ""'],
    [['good-name', '--phase', '9'], 'There is no phase "9"'],
    [['good-name', '--phase', '1'], 'phase 1 build on each other'],
    [['manual-transaction', '--phase', '3'], 'Phase 2 has a codemod'],
  ])('%j: %s', (args, message) => {
    const { status, stderr } = newCodemod(join(repository), ...args)
    expect(status).toBe(2)
    expect(stderr).toContain(message)
  })
})
