import { existsSync, readFileSync } from 'node:fs'
import { DuckshiftError } from '../duckshift-error.js'

/** One statement that an application ran. */
export interface RecordedStatement {
  readonly sql: string
  /** Values, in order or by name. */
  readonly parameters?: unknown
  /** Set for statements of one transaction. */
  readonly transaction?: unknown
  /** How long it took. */
  readonly elapsedMs?: number
  /** When it started, in milliseconds of any clock. */
  readonly at?: number
}

/** Reads a recorded workload, one JSON object a line. Throws DuckshiftError (`bad-workload`, exit code 2). */
export function recordedStatements(path: string): RecordedStatement[] {
  const bad = (why: string) =>
    new DuckshiftError(`The workload ${path} ${why}.`, {
      code: 'bad-workload',
      exitCode: 2,
      help: 'It holds one JSON object a line: {"sql": "…", "parameters": […], "elapsedMs": 1.5, "at": 1700000000000}.',
    })
  if (!existsSync(path)) throw bad('does not exist')
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      if (!line.trim()) return []
      let entry: unknown
      try {
        entry = JSON.parse(line)
      } catch {
        throw bad(`holds no JSON in line ${index + 1}`)
      }
      if (typeof (entry as RecordedStatement | null)?.sql !== 'string')
        throw bad(`has no statement in line ${index + 1}`)
      return [entry as RecordedStatement]
    })
}
