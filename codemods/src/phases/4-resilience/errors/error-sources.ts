import { type DataCall, DataCalls } from '../../../access/data-call.js'
import { driverWork, oldDriverWork } from '../../../access/driver-work.js'
import { effectIn } from '../../../access/effects.js'
import type { Planning } from '../../../plan/planning.js'
import {
  enclosingClass,
  enclosingFunction,
  functionName,
  isClass,
  isFunction,
  keyName,
  memberName,
  type Node,
  placeName,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { type ErrorHandler, errorHandlers } from './error-handlers.js'

interface ErrorPlace {
  readonly file: SourceFile
  readonly node: Node
  /** The function or class whose name somebody must mention to get it; absent at a file's top level. */
  readonly owner: string | undefined
}

/** An error that the project makes itself. */
export interface MadeError extends ErrorPlace {
  /** Its message, unknown parts as `x`; absent when it repeats what another error said. */
  readonly message: string | undefined
}

/** Finds out which errors may reach a piece of code. */
export class ErrorSources {
  readonly #planning: Planning
  readonly #calls: DataCalls
  #made: readonly MadeError[] | undefined
  #driver: readonly ErrorPlace[] | undefined
  readonly #reach = new WeakMap<ErrorHandler, (source: ErrorPlace) => boolean>()
  #mentions: ReadonlyMap<string, readonly ReadonlySet<string>[]> | undefined

  constructor(planning: Planning) {
    this.#planning = planning
    this.#calls = new DataCalls(planning.survey.project)
  }

  /** The repository calls behind a handler, when nothing else in its code can fail; undefined otherwise. */
  onlyData(file: SourceFile, handler: ErrorHandler): readonly DataCall[] | undefined {
    if (!handler.guarded) return undefined
    const found: DataCall[] = []
    const { project } = this.#planning.survey
    const unknown = effectIn(project, file, [handler.guarded], {
      stateCounts: false,
      judge: (source, node) => {
        const call = this.#calls.of(source, node)
        // What its own methods make of an error is not known.
        if (!call || call.throughClient) return undefined
        found.push(call)
        return 'harmless'
      },
    })
    return unknown === undefined && found.length > 0 ? found : undefined
  }

  /** Errors of the project's own making that may reach the handler: by the names its code mentions, so rather too many. */
  reaching(file: SourceFile, handler: ErrorHandler): readonly MadeError[] {
    const all = this.#errors()
    return all.length === 0 ? all : all.filter(this.#mayReach(file, handler))
  }

  /** True when errors of the driver itself, which the runtime has not typed, may get to the handler. */
  reachedByDriver(file: SourceFile, handler: ErrorHandler): boolean {
    this.#driver ??= [
      ...driverWork(this.#planning.survey),
      ...oldDriverWork(this.#planning.survey.project),
    ].flatMap((work) => ownersOf(work.node).map((owner) => ({ ...work, owner })))
    return this.#driver.length > 0 && this.#driver.some(this.#mayReach(file, handler))
  }

  /** Asked for every test of a handler, and for errors of either kind. */
  #mayReach(file: SourceFile, handler: ErrorHandler): (source: ErrorPlace) => boolean {
    const found = this.#reach.get(handler) ?? this.#reachOf(file, handler)
    this.#reach.set(handler, found)
    return found
  }

  #reachOf(file: SourceFile, { guarded }: ErrorHandler): (source: ErrorPlace) => boolean {
    if (!guarded || callsUnknown(file, guarded)) return () => true
    const seen = new Set<string>()
    const pending = [...this.#mentionedIn(file, guarded)]
    const functions = this.#functions()
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      if (seen.has(name)) continue
      seen.add(name)
      for (const mentioned of functions.get(name) ?? []) pending.push(...mentioned)
    }
    return (source) =>
      (source.file === file && source.node.start >= guarded.start && source.node.end <= guarded.end) ||
      (source.owner !== undefined && seen.has(source.owner))
  }

  #errors(): readonly MadeError[] {
    this.#made ??= this.#sources().flatMap(madeErrors)
    return this.#made
  }

  /** What every function, class and table of functions of the project mentions, by its name. */
  #functions(): ReadonlyMap<string, readonly ReadonlySet<string>[]> {
    if (this.#mentions) return this.#mentions
    const functions = new Map<string, ReadonlySet<string>[]>()
    for (const file of this.#sources()) {
      walk(file.program, (node) => {
        const name = nameOf(node) ?? tableName(node)
        if (name) functions.set(name, [...(functions.get(name) ?? []), this.#mentionedIn(file, node)])
        return true
      })
    }
    this.#mentions = functions
    return functions
  }

  #mentionedIn(file: SourceFile, node: Node): Set<string> {
    const names = new Set<string>()
    walk(node, (inner) => {
      if (this.#calls.of(file, inner) && inner.type === 'CallExpression') {
        for (const argument of inner.arguments as Node[])
          for (const name of this.#mentionedIn(file, argument)) names.add(name)
        return false
      }
      if (inner.type === 'Identifier') names.add(inner.name)
      if (inner.type === 'MemberExpression') {
        // What `this.db` of a repository throws is the runtime's.
        if (file.textOf(inner.object) === 'this.db' && file.text.includes('@duckshift/runtime')) return false
        const name = memberName(inner)
        if (name) names.add(name)
      }
      return true
    })
    return names
  }

  #sources(): SourceFile[] {
    const { project } = this.#planning.survey
    return project.files.flatMap((path) => (isTestFile(path) ? [] : (project.source(path) ?? [])))
  }
}

function nameOf(node: Node): string | undefined {
  if (isClass(node)) return node.id?.name
  return isFunction(node) ? (functionName(node) ?? nameAssigned(node)) : undefined
}

/** `const commands = { list: () => … }`, of which one is called by a name that is known at run time. */
function tableName(node: Node): string | undefined {
  if (node.type !== 'VariableDeclarator' || !node.init || node.id.type !== 'Identifier') return undefined
  return /^(Object|Array|New)Expression$/.test(unwrap(node.init).type) ? node.id.name : undefined
}

/** `exports.find = function () { … }` */
function nameAssigned({ parent, start }: Node): string | undefined {
  if (parent?.type !== 'AssignmentExpression' || parent.right.start !== start) return undefined
  const target = unwrap(parent.left)
  return target.type === 'Identifier' ? target.name : memberName(target)
}

function madeErrors(file: SourceFile): MadeError[] {
  if (!/Error|Exception|reject/.test(file.text)) return []
  const handlers = errorHandlers(file)
  const made: MadeError[] = []
  walk(file.program, (node) => {
    const given = messagesGiven(file, node)
    if (!given) return true
    const around = handlers.filter(({ body }) => body.start <= node.start && body.end >= node.end)
    for (const argument of given) {
      const isMessage = argument === given[0] || unwrap(argument).type !== 'Identifier'
      // An error that is handed over whole stays an error of its own.
      const repeats = isMessage && mentionsCaught(file, argument, around)
      const message = repeats ? undefined : messageText(argument)
      if (repeats || message !== undefined) made.push({ file, node, message, owner: ownerOf(node) })
    }
    return true
  })
  return made
}

/** The arguments of `new XError(…)` and of `super(…)` in an error's constructor. */
function messagesGiven(file: SourceFile, node: Node): readonly Node[] | undefined {
  if (node.type === 'NewExpression')
    return /(Error|Exception)$/.test(file.textOf(node.callee)) ? (node.arguments as Node[]) : undefined
  if (node.type !== 'CallExpression') return undefined
  if (node.callee.type === 'Super') return node.arguments as Node[]
  return /^(Type|Range)?Error$/.test(file.textOf(node.callee)) ? (node.arguments as Node[]) : undefined
}

/** True when the text may hold what a caught error says. */
function mentionsCaught(file: SourceFile, argument: Node, around: readonly ErrorHandler[]): boolean {
  const bare = unwrap(argument)
  if (bare.type === 'ObjectExpression' || bare.type === 'ArrayExpression') return false
  let repeats = false
  walk(argument, (node) => {
    if (node.type !== 'Identifier') return !repeats
    const binding = file.scopes.resolve(node)
    const isCaught = around.some(({ parameter }) => {
      if (!parameter || !binding) return false
      const { identifier } = binding
      return identifier.start >= parameter.start && identifier.end <= parameter.end
    })
    const init = binding?.declaration.type === 'VariableDeclarator' ? binding.declaration.init : undefined
    const isAlias =
      init !== undefined &&
      init !== null &&
      around.some(({ body }) => init.start >= body.start && init.end <= body.end)
    if (isCaught) repeats = true
    else if (isAlias && init && init !== argument) repeats = mentionsCaught(file, init, around)
    return !repeats
  })
  if (!repeats && /\.(message|stack)\b/.test(file.textOf(argument))) return true
  return repeats
}

/** A message as far as it is written out. */
function messageText(node: Node): string | undefined {
  const bare = unwrap(node)
  if (bare.type === 'Literal') return typeof bare.value === 'string' ? bare.value : undefined
  if (bare.type === 'TemplateLiteral') return bare.quasis.map((quasi) => quasi.value.cooked ?? '').join('x')
  if (bare.type === 'BinaryExpression' && bare.operator === '+')
    return (messageText(bare.left as Node) ?? 'x') + (messageText(bare.right) ?? 'x')
  return undefined
}

/** A client in a field is asked by every method of its class. */
function ownersOf(node: Node): readonly (string | undefined)[] {
  const holder = enclosingClass(node)
  const method = enclosingFunction(node)
  const isInMethod = method && holder && method.start > holder.start && functionName(method) !== 'constructor'
  if (!holder || isInMethod) return [ownerOf(node)]
  const methods = holder.body.body.flatMap((member) => ('key' in member ? (keyName(member.key) ?? []) : []))
  return [ownerOf(node), ...methods]
}

function ownerOf(node: Node): string | undefined {
  for (let current: Node | undefined | null = node; current; current = current.parent) {
    const name = nameOf(current)
    if (name === 'constructor') continue
    if (name) return name
  }
  return undefined
}

/** True when the code calls what its function was given, or took out of a table: anything may come from there. */
function callsUnknown(file: SourceFile, node: Node): boolean {
  let found = false
  walk(node, (inner) => {
    if (inner.type === 'CallExpression') {
      const callee = unwrap(inner.callee)
      const binding = callee.type === 'Identifier' ? file.scopes.resolve(callee) : undefined
      const isOutside = binding?.kind === 'parameter' && binding.identifier.start < node.start
      const isTaken = binding?.kind === 'variable' && isChosen(binding.declaration)
      found ||= isOutside || isTaken || (callee.type === 'MemberExpression' && callee.computed)
    }
    return !found
  })
  return found
}

/** `const command = commands[name]`, `const handler = handlers.get(kind) ?? fallback`, `for (const step of steps)`. */
function isChosen(declaration: Node): boolean {
  if (declaration.type !== 'VariableDeclarator') return false
  const { init, parent } = declaration
  if (!init) return /^For(Of|In)Statement$/.test(parent?.parent?.type ?? '')
  const given = unwrap(init)
  if (given.type === 'MemberExpression') return given.computed
  if (given.type === 'LogicalExpression' || given.type === 'ConditionalExpression') return true
  const callee = given.type === 'CallExpression' ? unwrap(given.callee) : undefined
  return callee?.type === 'MemberExpression' && /^(get|find|at|pop|shift)$/.test(memberName(callee) ?? '')
}

/** Where an error is made, for people. */
export function placeOfError({ file, node }: MadeError): string {
  const { line } = file.position(node.start)
  return `${file.path}:${line} (${placeName(enclosingFunction(node) ?? node)})`
}
