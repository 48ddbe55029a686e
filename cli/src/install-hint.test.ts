import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/project.js'
import { installHint } from './install-hint.js'

it('names the install of whichever package manager keeps the lockfile', () => {
  const root = temporaryFolder()
  expect(installHint(root, [{ path: 'src/a.ts' }])).toBeUndefined()
  expect(installHint(root, [{ path: 'packages/a/package.json' }])).toContain('npm install')
  writeFileSync(join(root, 'pnpm-lock.yaml'), '')
  expect(installHint(root, [{ path: 'package.json' }])).toContain('run pnpm install')
})
