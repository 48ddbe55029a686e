import { isOfRuntime } from '../../../access/data-call.js'
import { isCommonJs } from '../../../edits/code-style.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Candidate } from '../../../plan/proposal.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import {
  enclosingClass,
  enclosingFunction,
  isFunction,
  keyName,
  memberName,
  type Node,
  stringValue,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { ownReferences } from '../../../survey/this-owner.js'
import { manifestOf } from '../../1-foundation/facade-accessor/driver-facade.js'
import type { Facade } from '../../1-foundation/facade-accessor/facade-accessor.js'
import { UsageIds } from '../../usage-ids.js'
import { BrowserCode } from '../browser-code.js'
import { type DatabaseHome, databaseHomes } from '../database-homes.js'
import type { ResilienceRefusal } from '../refusals.js'
import { hasAwait } from '../retry-policy/catch-block.js'
import { BreakersFile } from './breakers-file.js'
import { dependencyName, thisMachine } from './dependency-name.js'
import { inspectedAt } from './error-inspection.js'
import { type ExternalCall, externalCall } from './external-call.js'
import { isFixedHost } from './host-source.js'

const codemod = 'guard-external'

interface Found {
  readonly file: SourceFile
  readonly call: ExternalCall
  readonly usage: string
  readonly name: string
  readonly breakers: BreakersFile
}

/** Calls of other systems go through a circuit breaker each; their policy is in one file. */
export function guardExternal(planning: Planning, facades: ReadonlyMap<string, Facade>): Proposals {
  const refusals: Proposals['refusals'] = []
  const found: Found[] = []
  const ids = new UsageIds()
  const { project } = planning.survey
  const breakersFor = breakersByPackage(planning, facades)
  const browser = new BrowserCode(project)
  for (const path of project.files) {
    if (isTestFile(path) || !planning.inScope(path)) continue
    const text = project.text(path)
    if (!text || !/fetch|axios|\bgot\b|\bky\b|undici|@aws-sdk\/|ioredis|[rR]edis|[cC]lient|http/.test(text))
      continue
    const file = project.source(path)
    if (!file) continue
    const calls: ExternalCall[] = []
    walk(file.program, (node) => {
      const call = externalCall(project, file, node)
      if (call) calls.push(call)
      return true
    })
    const breakers = calls.length > 0 ? breakersFor(path) : undefined
    for (const call of outermostCalls(calls)) {
      if (asksOwnServer(call) || isGuarded(project, file, call.whole)) continue
      const usage = ids.next(file, call.call, call.by)
      const refusal = browser.has(path)
        ? { id: 'browser-code' as const }
        : breakers
          ? refusalFor(planning, file, call, breakers)
          : { id: 'facade-missing' as const }
      if (refusal || !breakers) {
        if (refusal) refusals.push({ usage, codemod, place: file.place(call.call), ...refusal })
        continue
      }
      found.push({ file, call, usage, name: dependencyName(file, call), breakers })
    }
  }
  const candidates = [...new Set(found.map(({ breakers }) => breakers))].flatMap((breakers) => {
    const own = found.filter((one) => one.breakers === breakers)
    const policy = breakers.with([...new Set(own.map(({ name }) => name))].sort())
    return own.map((one) => guarded(planning, breakers, policy, one))
  })
  return { candidates, refusals }
}

/** `fetch('/api/rows')`: a page asks where it came from, and no other system. */
function asksOwnServer({ call, by }: ExternalCall): boolean {
  const address = call.type === 'CallExpression' ? (call.arguments[0] as Node | undefined) : undefined
  const bare = address && unwrap(address)
  const text = bare?.type === 'TemplateLiteral' ? bare.quasis[0]?.value.cooked : stringValue(bare)
  return by === 'fetch' && /^\/(?!\/)/.test(text ?? '')
}

/** Each package of a workspace has breakers of its own, beside its database; one without a database has the first's. */
function breakersByPackage(
  planning: Planning,
  facades: ReadonlyMap<string, Facade>,
): (path: string) => BreakersFile | undefined {
  const made = new Map<DatabaseHome, BreakersFile>()
  const all = databaseHomes(planning, facades)
  return (path) => {
    const manifest = manifestOf(planning, path)
    const home = all.find((each) => manifestOf(planning, each.databaseModule) === manifest) ?? all[0]
    if (!home) return undefined
    const breakers = made.get(home) ?? new BreakersFile(planning, home)
    made.set(home, breakers)
    return breakers
  }
}

/** Of calls inside each other's arguments, the outer one. */
function outermostCalls(calls: readonly ExternalCall[]): ExternalCall[] {
  return calls.filter(
    ({ whole }) =>
      !calls.some(
        (other) =>
          other.whole !== whole &&
          other.whole.start <= whole.start &&
          other.whole.end >= whole.end &&
          !isLater(whole, other.whole),
      ),
  )
}

/** True for code inside a function that the outer call is given. */
function isLater(inner: Node, outer: Node): boolean {
  for (let node = inner.parent; node && node !== outer; node = node.parent) if (isFunction(node)) return true
  return false
}

/** True inside `guard(name, …)` or `breaker.run(…)`. */
function isGuarded(project: Project, file: SourceFile, node: Node): boolean {
  for (let current: Node | null | undefined = node; current; current = current.parent) {
    const call: Node | null | undefined = current.parent
    if (!isFunction(current) || call?.type !== 'CallExpression') continue
    const callee = unwrap(call.callee)
    if (callee.type === 'Identifier' && isGuard(project, file, callee)) return true
    if (memberName(callee) === 'run' && /breaker/i.test(file.textOf(callee))) return true
    if (memberName(callee) === 'fire') return true
  }
  return false
}

/** True for `guard`, and for what it is imported as where the file has another `guard`. */
function isGuard(project: Project, file: SourceFile, callee: Node & { name: string }): boolean {
  if (callee.name === 'guard') return true
  const binding = file.scopes.resolve(callee)
  return binding !== undefined && importedBinding(project, file, binding)?.imported === 'guard'
}

function refusalFor(
  planning: Planning,
  file: SourceFile,
  external: ExternalCall,
  breakers: BreakersFile,
): { readonly id: ResilienceRefusal; readonly detail?: string } | undefined {
  const { call, whole, kind, by, made, client } = external
  if (isCommonJs(file) && !breakers.isCommonJs) return { id: 'common-js' }
  if (!breakers.isLoadableFrom(file.path)) return { id: 'other-program', detail: breakers.path }
  if (call.type !== 'CallExpression') return undefined
  const last = call.arguments.at(-1) as Node | undefined
  if (kind === 'redis' && last && isFunction(unwrap(last))) return { id: 'callback-call' }
  const address = call.arguments[0] as Node | undefined
  if (kind === 'http' && address && !isPrefixed(by, made) && !isFixedHost(file, address))
    return { id: 'any-host', detail: file.textOf(address).split('\n')[0]!.slice(0, 80) }
  // What a client is made with leads its relative addresses; each object may have a client of another host.
  const creation = made ?? (client && assignedTo(file, client))
  const base = kind === 'http' && creation ? baseOf(creation) : undefined
  if (base && !/^['"`]https?:/.test(address ? file.textOf(address) : '') && !isFixedHost(file, base))
    return { id: 'any-host', detail: file.textOf(base).split('\n')[0]!.slice(0, 80) }
  const { parent } = whole
  const isRead =
    parent?.type === 'MemberExpression' &&
    parent.object === whole &&
    !/^(then|catch|finally)$/.test(memberName(parent) ?? '')
  if (isRead)
    return {
      id: 'not-a-promise',
      detail: file
        .textOf(parent as Node)
        .split('\n')[0]!
        .slice(0, 80),
    }
  const text = file.textOf(whole)
  if (/\barguments\b/.test(text) || hasYield(whole)) return { id: 'bound-to-its-place' }
  if (isPolled(file, whole)) return { id: 'polled' }
  const place = inspectedAt(planning, file, whole)
  if (place) return { id: 'error-inspected', detail: place }
  return kind === 'http' && dependencyName(file, external) === thisMachine
    ? { id: 'this-machine' }
    : undefined
}

/**
 * True in a loop that goes on when the call fails, `while (!ready) try { await fetch(url); … } catch { await pause() }`,
 * and in the work of `retry`, which such a loop may have become.
 */
function isPolled(file: SourceFile, call: Node): boolean {
  const work = enclosingFunction(call)
  const retrying = work?.parent
  if (retrying?.type === 'CallExpression' && retrying.arguments[0] === work) {
    if (isOfRuntime(file, unwrap(retrying.callee), 'retry')) return true
  }
  for (
    let node: Node = call, { parent } = call;
    parent && !isFunction(parent);
    node = parent, { parent } = parent
  ) {
    if (parent.type !== 'TryStatement' || parent.block !== node || !parent.handler) continue
    return isRepeated(file, parent, call) && !leavesLoop(parent.handler.body as Node)
  }
  return false
}

/** In a loop that does the same each time: not for one thing after the other. */
function isRepeated(file: SourceFile, place: Node, call: Node): boolean {
  for (let loop = place.parent; loop && !isFunction(loop); loop = loop.parent) {
    if (/^For(Of|In)Statement$/.test(loop.type)) return false
    if (/^(Do)?WhileStatement$/.test(loop.type)) return true
    if (loop.type !== 'ForStatement') continue
    const head = loop.init ? file.textOf(loop.init as Node) : ''
    const counters = [...head.matchAll(/([\w$]+)\s*=/g)].map(([, name]) => name!)
    const words = new Set(file.textOf(call).match(/[\w$]+/g))
    return !counters.some((name) => words.has(name))
  }
  return false
}

function leavesLoop(handler: Node): boolean {
  let leaves = false
  walk(handler, (node) => {
    if (isFunction(node)) return false
    leaves ||= /^(Return|Throw|Break)Statement$/.test(node.type)
    return !leaves
  })
  return leaves
}

/** `got` and `ky` put the address behind the prefix that their client was made with, whatever it says. */
function isPrefixed(by: string, made: Node | undefined): boolean {
  let isFound = false
  if (made && /^(got|ky)$/.test(by)) {
    walk(made, (node) => {
      isFound ||= node.type === 'Property' && /^prefix(Url)?$/.test(keyName(node.key) ?? '')
      return !isFound
    })
  }
  return isFound
}

/** What `this.client = axios.create(…)` gives a field. */
function assignedTo(file: SourceFile, client: Node): Node | undefined {
  const field = unwrap(client)
  const owner = enclosingClass(field)
  const name = memberName(field)
  const references = owner && name ? ownReferences(file, owner, name) : []
  for (const { parent } of references)
    if (parent?.type === 'AssignmentExpression' && references.includes(parent.left as Node))
      return parent.right as Node
  return undefined
}

/** The address in `axios.create({ baseURL })`. */
function baseOf(made: Node): Node | undefined {
  let base: Node | undefined
  walk(made, (node) => {
    if (node.type === 'Property' && /^(baseURL|prefixUrl|prefix)$/.test(keyName(node.key) ?? ''))
      base ??= node.value as Node
    return base === undefined && !isFunction(node)
  })
  return base
}

function hasYield(node: Node): boolean {
  let found = false
  walk(node, (inner) => {
    if (inner !== node && isFunction(inner)) return false
    found ||= inner.type === 'YieldExpression'
    return !found
  })
  return found
}

function guarded(
  planning: Planning,
  breakers: BreakersFile,
  policy: ReturnType<BreakersFile['with']>,
  { file, call, usage, name }: Found,
): Candidate {
  const { whole } = call
  const isTaken = file.scopes.declares('guard') && file.scopes.topLevel('guard')?.kind !== 'import'
  const local = isTaken ? 'guardCall' : 'guard'
  const { quote } = planning.style
  const mark = file.text.includes(`from "`) ? '"' : file.text.includes(`from '`) ? "'" : quote
  const head = `${local}(${mark}${name}${mark}, ${hasAwait(whole) ? 'async ' : ''}() => `
  return {
    usages: [usage],
    place: file.place(call.call),
    alternatives: [
      {
        codemod,
        reason: `Calls of ${name} go through a circuit breaker, so that an outage of it is not waited for again and again.`,
        files: [
          {
            path: file.path,
            edits: [
              { start: whole.start, end: whole.start, text: head },
              { start: whole.end, end: whole.end, text: ')' },
            ],
            imports: [{ target: { file: breakers.path }, name: 'guard', ...(isTaken && { alias: local }) }],
            removedReferences: [],
          },
          ...(policy.files ?? []),
        ],
        ...(policy.creates && { creates: policy.creates }),
      },
    ],
  }
}
