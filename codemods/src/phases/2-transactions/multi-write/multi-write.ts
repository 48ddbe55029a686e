import {
  DataCalls,
  databaseStatement,
  filesWithInjection,
  injectedBy,
  isOnInjected,
  madeOn,
} from '../../../access/data-call.js'
import { effectIn } from '../../../access/effects.js'
import { isRunInTransaction } from '../../../access/in-transaction.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Candidate, ImportNeed, Proposal, RefusalDraft } from '../../../plan/proposal.js'
import {
  type AnyFunction,
  isFunction,
  memberName,
  type Node,
  placeName,
  rootOf,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { facadesOf } from '../../facades.js'
import { tokenImport } from '../../token-import.js'
import { belonging } from './belonging.js'
import { isArrayCallback, type Write, WriteFinder } from './find-writes.js'
import { wrapEdits, wrappingOf } from './wrap-statements.js'
import { type WriteGroup, writeGroups } from './write-group.js'

const codemod = 'multi-write'
/** What clients call the method that runs a callback in a transaction. */
const transacting = /^((with|in|run(In)?)?(tx|transaction)|transact(ional)?|atomic(ally)?)$/i

/** Several writes of one function that belong together: proposed, and wrapped in a transaction only when asked for. */
export async function multiWrite(planning: Planning): Promise<Proposals> {
  const candidates: Candidate[] = []
  const refusals: RefusalDraft[] = []
  const { project } = planning.survey
  const known = facadesOf(planning)
  const finder = new WriteFinder(planning, new DataCalls(project))
  for (const path of filesWithInjection(project)) {
    const file = isTestFile(path) || !planning.inScope(path) ? undefined : project.source(path)
    if (!file) continue
    for (const owner of functionsOf(project, file)) {
      const writes = await finder.in(file, owner.body as Node)
      for (const group of writeGroups(owner.body as Node, writes)) {
        const why = belonging(planning.analyzer, group.writes)
        if (!why) continue
        const place = file.place(group.writes[0]!.call)
        const usage = `${path}#${placeName(group.writes[0]!.call)}/several-writes`
        const reason = `${told(file, group.writes)} are written one after the other; ${why}.`
        const refuse = (id: string, detail: string) => refusals.push({ usage, codemod, id, place, detail })
        if (group.writes.some(({ throughClient }) => throughClient)) {
          refuse('through-client', reason)
          continue
        }
        if (!planning.requested(codemod)) {
          refuse('multi-write', reason)
          continue
        }
        const outcome = propose(planning, known, file, group, reason)
        if ('refused' in outcome) refuse(outcome.refused, outcome.detail ?? reason)
        else candidates.push({ usages: [usage], place, alternatives: [outcome.proposal] })
      }
    }
  }
  return { candidates, refusals }
}

/** Functions with a body of their own, those inside a transaction aside. */
function functionsOf(project: Project, file: SourceFile): AnyFunction[] {
  const found: AnyFunction[] = []
  walk(file.program, (node) => {
    const isOwner = isFunction(node) && node.body !== null && !isArrayCallback(node)
    if (isOwner && !isTogether(project, file, node)) found.push(node)
    return true
  })
  return found
}

/** True where the writes of a function are in a transaction already, be it one by hand or of the client's own. */
function isTogether(project: Project, file: SourceFile, owner: AnyFunction): boolean {
  if (isRunInTransaction(project, file, owner)) return true
  if (/(['"`])\s*(BEGIN|START\s+TRANSACTION)\b/i.test(file.textOf(owner as Node))) return true
  for (let current: Node | null | undefined = owner as Node; current; current = current.parent) {
    const call = isFunction(current) ? current.parent : undefined
    const isArgument = call?.type === 'CallExpression' && call.arguments.includes(current as never)
    if (isArgument && transacting.test(calledName(unwrap(call.callee)) ?? '')) return true
  }
  return false
}

/** `transaction` of `client.transaction(…)`, `withTransaction` of `inject(withTransactionAccessor)(…)`. */
function calledName(callee: Node): string | undefined {
  if (callee.type === 'Identifier') return callee.name
  if (callee.type !== 'CallExpression') return memberName(callee)
  const [token] = callee.arguments as Node[]
  return token?.type === 'Identifier' ? token.name.replace(/Accessor$/, '') : undefined
}

type Outcome = { readonly refused: string; readonly detail?: string } | { readonly proposal: Proposal }

function propose(
  planning: Planning,
  { database, facades }: ReturnType<typeof facadesOf>,
  file: SourceFile,
  group: WriteGroup,
  reason: string,
): Outcome {
  if (!database) return { refused: 'facade-missing' }
  const modules = new Set([...facades.values()].map(({ databaseModule }) => databaseModule))
  if (modules.size > 1) return { refused: 'several-databases' }
  const wrapping = wrappingOf(file, group)
  if ('refused' in wrapping) return wrapping
  const effect = effectIn(planning.survey.project, file, wrapping.statements as Node[], {
    stateCounts: true,
    judge: (source, call) => (isOnInjected(planning.survey.project, source, call) ? 'harmless' : undefined),
  })
  const { token, need } = tokenImport(file, database)
  const asked = group.writes
    .map(({ call }) => askedDatabase(file, call, token))
    .filter((node) => node !== undefined)
    .map((node) => file.textOf(injectedBy(file, node) ?? node))
  if (new Set(asked).size > 1) return { refused: 'several-databases' }
  const held = databaseHeld(file, group, token)
  const imports: ImportNeed[] = held
    ? []
    : [{ target: { package: '@duckshift/runtime' }, name: 'inject' }, need]
  const once = effect ? `; it runs once, because ${effect} may reach beyond the database` : ''
  return {
    proposal: {
      codemod,
      reason: `${reason} Now all of it happens or none${once}.`,
      files: [
        {
          path: file.path,
          edits: wrapEdits(file, wrapping, held ?? `inject(${token})`, effect ? ['retry: false'] : []),
          imports,
          removedReferences: [],
        },
      ],
    },
  }
}

/** What the function has the database in already: a constant, a parameter, or a field of its class. */
function databaseHeld(
  file: SourceFile,
  { statements, writes }: WriteGroup,
  token: string,
): string | undefined {
  for (const { call } of writes) {
    const object = askedDatabase(file, call, token)
    if (!object) continue
    const root = rootOf(object)
    if (root.type === 'ThisExpression' && object !== root) return file.textOf(object)
    const binding = object.type === 'Identifier' ? file.scopes.resolve(object) : undefined
    if (binding && binding.kind !== 'import' && binding.identifier.end <= statements[0]!.start)
      return binding.name
  }
  return undefined
}

/** The database that a call asks, itself or through a repository made on it, or hands on. */
function askedDatabase(file: SourceFile, call: Node, token: string): Node | undefined {
  if (call.type !== 'CallExpression') return undefined
  const callee = unwrap(call.callee)
  const object = callee.type === 'MemberExpression' ? callee.object : undefined
  const asked = object && (databaseStatement(file, call) ? object : madeOn(file, object)?.database)
  const isDatabase = (node: Node) => {
    const injected = node.type === 'Identifier' ? injectedBy(file, node) : undefined
    return injected !== undefined && file.textOf(injected) === token
  }
  return asked ? unwrap(asked) : (call.arguments as Node[]).find(isDatabase)
}

function told(file: SourceFile, writes: readonly Write[]): string {
  const names = [
    ...new Set(writes.map(({ call }) => (call.type === 'CallExpression' ? file.textOf(call.callee) : ''))),
  ]
  const tables = [...new Set(writes.flatMap((write) => write.tables))]
  return `${tables.map((table) => `\`${table}\``).join(', ')} (${names.join(', ')})`
}
