import { resolve } from 'node:path'
import { isThroughClient } from '../../../access/through-client.js'
import { DuckshiftError } from '../../../duckshift-error.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Candidate, RefusalDraft } from '../../../plan/proposal.js'
import { type ExistingMethod, existingMethods } from '../../../repositories/existing-methods.js'
import { timeFunctions } from '../../../sql/table-facts.js'
import { enclosingClass, isClass, type Node, placeName, walk } from '../../../survey/nodes.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { recordedStatements } from '../../../workload/recorded-statements.js'
import { type CacheGain, simulateCache } from './simulate-cache.js'

const codemod = 'cache-reads'
const ttlMs = 60_000
const leastHitRate = 0.8
const fewestReads = 20

/** Reads of repositories that a recorded workload says would mostly be answered by a cache are cached. */
export async function cacheReads(planning: Planning): Promise<Proposals> {
  const candidates: Candidate[] = []
  const refusals: RefusalDraft[] = []
  const { project } = planning.survey
  const { workload } = planning.config
  if (!workload) {
    if (planning.requested(codemod)) throw noWorkload()
    return { candidates, refusals }
  }
  const statements = recordedStatements(resolve(project.root, workload))
  const gains = await simulateCache(planning.analyzer, statements, ttlMs)
  for (const path of project.files) {
    if (isTestFile(path) || !planning.inScope(path)) continue
    if (!project.text(path)?.includes('extends Repository')) continue
    const file = project.source(path)
    if (!file) continue
    for (const method of readMethods(file)) {
      const gain = gains.get(method.sqlValue)
      const query = queryOf(method)
      if (!gain || !query) continue
      const place = file.place(method.node)
      const usage = `${path}#${placeName(query)}/${method.name}`
      const refuse = (id: string, detail?: string) =>
        refusals.push({ usage, codemod, id, place, ...(detail !== undefined && { detail }) })
      if (isThroughClient(project, file, enclosingClass(method.node as Node)!))
        refuse('through-client', method.name)
      else if (dependsOnMore(method.sqlValue)) refuse('depends-on-more-than-tables', method.name)
      else if (gain.reads < fewestReads || gain.hits / gain.reads < leastHitRate)
        refuse('cache-gains-little', `${method.name}: ${told(gain)}`)
      else {
        const given = query.type === 'CallExpression' ? (query.arguments as Node[]) : []
        const last = given.at(-1)!
        const text = `${given.length === 1 ? ', []' : ''}, cached(${String(ttlMs).replace(/(\d)(?=(\d{3})+$)/g, '$1_')})`
        candidates.push({
          usages: [usage],
          place,
          alternatives: [
            {
              codemod,
              reason: `${method.name} gains from a cache: ${told(gain)} in ${workload}.`,
              files: [
                {
                  path,
                  edits: [{ start: last.end, end: last.end, text }],
                  imports: [{ target: { package: '@duckshift/runtime' }, name: 'cached' }],
                  removedReferences: [],
                },
              ],
            },
          ],
        })
      }
    }
  }
  return { candidates, refusals }
}

function noWorkload(): DuckshiftError {
  return new DuckshiftError('cache-reads needs a recorded workload to work out what a cache would gain.', {
    code: 'no-workload',
    exitCode: 2,
    help: 'Record one JSON object a line, {"sql": "…", "parameters": […], "elapsedMs": 1.5}, and name the file in duckshift.config.ts: workload: "workload.jsonl".',
  })
}

/** Methods of the file's repositories that do nothing but read. */
function readMethods(file: SourceFile): ExistingMethod[] {
  const methods: ExistingMethod[] = []
  walk(file.program, (node) => {
    if (!isClass(node)) return true
    const parent = node.superClass
    if (parent?.type === 'Identifier' && parent.name === 'Repository' && node.id)
      methods.push(...existingMethods(file, node.id.name))
    return false
  })
  return methods.filter(({ result }) => result !== 'nothing' && result !== 'rows-changed')
}

/** The call of `this.db` that the method is about. */
function queryOf(method: ExistingMethod): Node | undefined {
  let found: Node | undefined
  walk(method.body as Node, (node) => {
    const isQuery = node.type === 'CallExpression' && node.callee.type === 'MemberExpression'
    if (isQuery && !found) found = node
    return found === undefined
  })
  return found
}

function dependsOnMore(sql: string): boolean {
  return (
    timeFunctions.test(sql) ||
    /\b(random|uuid|gen_random_uuid|nextval|currval|getenv|setseed|read_\w+|parquet_scan|glob)\s*\(/i.test(
      sql,
    )
  )
}

function told({ reads, hits, savedMs, totalMs }: CacheGain): string {
  const rate = `${hits} of ${reads} reads are hits (${Math.round((100 * hits) / reads)}%)`
  return savedMs === undefined || totalMs === undefined
    ? `${rate}; the workload tells no times`
    : `${rate}, ${savedMs.toFixed(1)} of ${totalMs.toFixed(1)} ms saved`
}
