import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import {
  DuckshiftError,
  findSchema,
  isMigrated,
  openOracle,
  runAbove,
  SqlAnalyzer,
  survey,
} from '@duckshift/codemods'
import { Database, DatabaseError } from '@duckshift/runtime'
import { dirtyFiles } from '../git.js'
import type { ExitCode, Session } from '../session.js'

interface Finding {
  readonly what: string
  readonly state: 'ok' | 'warning' | 'wrong'
  readonly detail: string
  readonly help?: string
}

/** Says what is wrong with the machine or the project, and what to do. */
export async function doctor(session: Session, options: { readonly database?: string }): Promise<ExitCode> {
  const findings: Finding[] = [
    nodeVersion(),
    await driver(),
    threads(),
    git(session.root),
    diskSpace(session.root),
    typeChecker(session),
    ...(await code(session)),
    ...(options.database ? [await databaseFile(join(session.root, options.database))] : []),
  ]
  if (session.json) session.out(`${JSON.stringify(findings, null, 2)}\n`)
  else {
    for (const { what, state, detail, help } of findings) {
      const mark = { ok: 'ok     ', warning: 'warning', wrong: 'wrong  ' }[state]
      session.out(`${mark}  ${what}: ${detail}\n${help && state !== 'ok' ? `         ${help}\n` : ''}`)
    }
  }
  return findings.some((finding) => finding.state === 'wrong') ? 1 : 0
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const isNew = major > 20 || (major === 20 && minor >= 19)
  return {
    what: 'node',
    state: isNew ? 'ok' : 'wrong',
    detail: process.version,
    help: 'Install Node 20.19 or later.',
  }
}

async function driver(): Promise<Finding> {
  try {
    const { version } = await import('@duckdb/node-api')
    return { what: 'driver', state: 'ok', detail: `@duckdb/node-api loads, DuckDB ${version()}` }
  } catch (error) {
    return {
      what: 'driver',
      state: 'wrong',
      detail: (error as Error).message,
      help: 'Install @duckdb/node-api for this platform.',
    }
  }
}

function threads(): Finding {
  const count = Number(process.env.UV_THREADPOOL_SIZE) || 4
  return {
    what: 'libuv threads',
    state: count >= 4 ? 'ok' : 'warning',
    detail: `${count}; the pool keeps its running calls below that`,
    help: 'Start the application with UV_THREADPOOL_SIZE=8 or more.',
  }
}

function git(root: string): Finding {
  const dirty = dirtyFiles(root)
  if (!dirty)
    return {
      what: 'git',
      state: 'warning',
      detail: 'no git checkout',
      help: 'duckshift works without, but a diff is easier to review.',
    }
  const detail =
    dirty.length === 0 ? 'clean' : `${dirty.length} uncommitted ${dirty.length === 1 ? 'change' : 'changes'}`
  return {
    what: 'git',
    state: dirty.length === 0 ? 'ok' : 'warning',
    detail,
    help: 'Commit or stash before run --write.',
  }
}

function diskSpace(root: string): Finding {
  const { bavail, bsize } = statfsSync(root)
  const megabytes = Math.floor((bavail * bsize) / 1_048_576)
  return {
    what: 'disk',
    state: megabytes > 200 ? 'ok' : 'wrong',
    detail: `${megabytes} MB free`,
    help: 'Free some space.',
  }
}

function typeChecker(session: Session): Finding {
  try {
    const oracle = openOracle({ root: session.root, tsconfig: session.config.tsconfig })
    const problems = oracle.configurationProblems
    oracle.close()
    const hasConfig = existsSync(join(session.root, session.config.tsconfig ?? 'tsconfig.json'))
    if (problems.length > 0) {
      return {
        what: 'tsconfig',
        state: 'warning',
        detail: problems.join(' '),
        help: 'Plans cannot be verified until this option is replaced.',
      }
    }
    return {
      what: 'tsconfig',
      state: 'ok',
      detail: [oracle.checker, hasConfig ? '' : 'without a tsconfig.json'].filter(Boolean).join(', '),
    }
  } catch (error) {
    const help = error instanceof DuckshiftError ? error.help : 'See the message.'
    return { what: 'tsconfig', state: 'wrong', detail: (error as Error).message, help }
  }
}

async function code(session: Session): Promise<Finding[]> {
  const found = survey({
    root: session.root,
    accessors: session.config.accessors,
    exclude: session.config.exclude,
  })
  const names = found.accessors.map((accessor) => `${accessor.module}#${accessor.export}`)
  const isGone = names.length === 0 && isMigrated(found.project)
  const findings: Finding[] = [
    {
      what: 'accessor',
      state: names.length > 0 || isGone ? 'ok' : 'wrong',
      detail: names.join(', ') || (isGone ? 'none is left; the runtime is in use' : 'none found'),
      help: runAbove(session.root) ?? 'Name it under "accessors" in duckshift.config.ts.',
    },
  ]
  const schema = findSchema(found.project, session.config.schema)
  const analyzer = await SqlAnalyzer.open(schema)
  const problems = analyzer.problems.length
  const leftOut = schema.foreign.length > 0 ? `; of another database: ${schema.foreign.join(', ')}` : ''
  findings.push({
    what: 'schema',
    state: analyzer.tables.size === 0 || problems > 0 ? 'warning' : 'ok',
    detail: `${analyzer.tables.size} tables from ${schema.files.join(', ') || 'nowhere'}${problems > 0 ? `, ${problems} statements refused: ${analyzer.problems[0]!.split('\n')[0]}` : ''}${leftOut}`,
    help: 'Name the SQL files under "schema" in duckshift.config.ts.',
  })
  analyzer.close()
  return findings
}

/** Whether another process has the database file. */
async function databaseFile(path: string): Promise<Finding> {
  if (!existsSync(path))
    return { what: 'database', state: 'wrong', detail: `${path} does not exist`, help: 'Check the path.' }
  try {
    const db = await Database.open(path, { config: { access_mode: 'READ_ONLY' } })
    await db.close()
    return { what: 'database', state: 'ok', detail: `${path} can be opened` }
  } catch (error) {
    const pid = error instanceof DatabaseError ? error.pid : undefined
    const holder = pid ? processName(pid) : undefined
    return {
      what: 'database',
      state: 'wrong',
      detail: (error as Error).message.split('\n')[0]!,
      help: pid
        ? `Process ${pid}${holder ? ` (${holder})` : ''} has the file: stop it and try again.`
        : isOfAnotherVersion(error)
          ? 'EXPORT DATABASE with the DuckDB that wrote it, then IMPORT DATABASE with this one.'
          : 'See the message.',
    }
  }
}

function isOfAnotherVersion(error: unknown): boolean {
  return /database file with version number/.test((error as Error).message)
}

function processName(pid: number): string | undefined {
  if (process.platform === 'linux' && existsSync(`/proc/${pid}/comm`))
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  const result = spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' })
  return result.status === 0 ? result.stdout.trim() : undefined
}
