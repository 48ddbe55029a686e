import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckshiftError, findSchema, surveyProject } from '@duckshift/codemods'
import { isTestScript } from '../gates/check-project.js'
import type { ExitCode, Session } from '../session.js'

/** Finds accessor, schema and test command, says why, and writes the configuration. */
export async function init(session: Session, options: { readonly force?: boolean }): Promise<ExitCode> {
  const path = join(session.root, 'duckshift.config.ts')
  if (existsSync(path) && !options.force) {
    throw new DuckshiftError('duckshift.config.ts exists already.', {
      code: 'config-exists',
      exitCode: 2,
      help: 'Edit it, or write a fresh one with: duckshift init --force',
    })
  }
  const found = surveyProject(session.root, session.config)
  const schema = findSchema(found.project, undefined)
  const test = testCommand(session.root)
  const accessors = found.accessors.filter((accessor) => !accessor.wraps)
  const text = configText(accessors, schema.origin === 'sql-files' ? schema.files : [], test)
  writeFileSync(path, text)
  if (session.json) {
    session.out(`${JSON.stringify({ config: path, accessors: found.accessors, schema, test }, null, 2)}\n`)
    return 0
  }
  for (const accessor of found.accessors) {
    session.out(
      `accessor  ${accessor.module}  ${accessor.export}${accessor.member ? `.${accessor.member}` : ''}\n          ${accessor.because}\n`,
    )
  }
  session.out(`schema    ${schema.files.join(', ') || 'none found: SQL is moved without inferred types'}\n`)
  session.out(`tests     ${test ?? 'no test script in package.json'}\n`)
  session.out(`Wrote ${path}. Next: duckshift status\n`)
  return 0
}

function testCommand(root: string): string | undefined {
  const manifest = join(root, 'package.json')
  if (!existsSync(manifest)) return undefined
  const { scripts } = JSON.parse(readFileSync(manifest, 'utf8')) as { scripts?: Record<string, string> }
  if (!isTestScript(scripts?.test)) return undefined
  if (existsSync(join(root, 'pnpm-lock.yaml'))) return 'pnpm test'
  return existsSync(join(root, 'yarn.lock')) ? 'yarn test' : 'npm test'
}

function configText(
  accessors: readonly { readonly module: string; readonly export: string; readonly member?: string }[],
  schema: readonly string[],
  test: string | undefined,
): string {
  const quote = (text: string) => `'${text.replaceAll("'", "\\'")}'`
  const lines = accessors.map(
    ({ module, export: name, member }) =>
      `    { module: ${quote(module)}, export: ${quote(name)}${member ? `, member: ${quote(member)}` : ''} },`,
  )
  return [
    "// What duckshift works with. Paths are relative to this file's folder.",
    'export default {',
    '  accessors: [',
    ...lines,
    '  ],',
    ...(schema.length > 0 ? [`  schema: [${schema.map(quote).join(', ')}],`] : []),
    ...(test ? [`  test: ${quote(test)},`] : []),
    '}',
    '',
  ].join('\n')
}
