import { posix } from 'node:path'
import { isCommonJs } from '../../../edits/code-style.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import {
  enclosingFunction,
  isFunction,
  memberName,
  type Node,
  stringValue,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Facade } from '../../1-foundation/facade-accessor/facade-accessor.js'
import { UsageIds } from '../../usage-ids.js'
import { type DatabaseHome, databaseHomes } from '../database-homes.js'
import { type ErrorHandler, errorHandlers } from '../errors/error-handlers.js'
import { sourceFolder } from '../source-folder.js'

const codemod = 'error-status'

/** Central error handlers answer errors of the database with a status by category: proposed, and done when asked for. */
export function errorStatus(planning: Planning, facades: ReadonlyMap<string, Facade>): Proposals {
  const candidates: Proposals['candidates'] = []
  const refusals: Proposals['refusals'] = []
  const ids = new UsageIds()
  const { project } = planning.survey
  const [home] = databaseHomes(planning, facades)
  if (!home) return { candidates, refusals }
  const mapping = mappingFile(planning, home)
  for (const path of project.files) {
    if (isTestFile(path) || !planning.inScope(path) || !/\b500\b/.test(project.text(path) ?? '')) continue
    const file = project.source(path)
    if (!file) continue
    for (const handler of errorHandlers(file)) {
      const status = isCentral(file, handler) ? lastStatus(handler) : undefined
      const { parameter } = handler
      if (!status || parameter?.type !== 'Identifier') continue
      if (file.scopes.lookup(status, parameter.name)?.identifier !== parameter) continue
      const usage = ids.next(file, handler.node, 'status')
      const place = file.place(status)
      const isOutOfReach = isCommonJs(file) && !mapping.isCommonJs
      if (!planning.requested(codemod) || isOutOfReach) {
        if (tellsDatabaseErrorsApart(file, handler)) continue
        const id = isOutOfReach ? 'common-js' : 'status-by-category'
        refusals.push({ usage, codemod, id, place })
        continue
      }
      const isTaken = file.scopes.declares('statusOf') && file.scopes.topLevel('statusOf')?.kind !== 'import'
      const local = isTaken ? 'statusOfError' : 'statusOf'
      candidates.push({
        usages: [usage],
        place,
        alternatives: [
          {
            codemod,
            reason:
              'Errors of the database are answered with a status by what kind of trouble it is, from one table.',
            files: [
              {
                path,
                edits: [{ start: status.start, end: status.end, text: `${local}(${parameter.name})` }],
                imports: [
                  { target: { file: mapping.path }, name: 'statusOf', ...(isTaken && { alias: local }) },
                ],
                removedReferences: [],
              },
            ],
            ...(project.text(mapping.path) === undefined && {
              creates: [{ path: mapping.path, text: mapping.text }],
            }),
          },
        ],
      })
    }
  }
  return { candidates, refusals }
}

/** What every request's error ends in: an error handler of a framework, or the catch block of a server's callback. */
function isCentral(file: SourceFile, handler: ErrorHandler): boolean {
  if (handler.form === 'middleware') return true
  if (handler.form !== 'catch') return false
  const owner = enclosingFunction(handler.node)
  const call = isFunction(owner) && owner.parent?.type === 'CallExpression' ? owner.parent : undefined
  if (!call) return false
  const callee = unwrap(call.callee)
  const name = callee.type === 'Identifier' ? callee.name : memberName(callee)
  return name === 'createServer' && /\bhttps?\b/.test(file.text)
}

const databaseText =
  /\b(constraint|conversion|catalog|parser|binder|duplicate|conflict|violat\w*|unique|foreign key|primary key|out of range|transaction\w*|io error|[a-z]+ error)\b/i
const databaseErrors =
  /\binstanceof\s+(Database|Constraint|Conflict|TransactionAborted|PoolExhausted|PoolDeadlock)Error\b/

/** True where some of the database's errors have a status of their own already, by class or by what their text says. */
function tellsDatabaseErrorsApart(file: SourceFile, { body }: ErrorHandler): boolean {
  let isTold = false
  walk(body, (node) => {
    if (node.type !== 'IfStatement' && node.type !== 'ConditionalExpression') return !isTold
    const isAsked = databaseErrors.test(file.textOf(node.test)) || quotes(node.test as Node, databaseText)
    isTold ||= isAsked && hasOtherStatus(node.consequent as Node)
    return !isTold
  })
  return isTold
}

function quotes(node: Node, pattern: RegExp): boolean {
  let isFound = false
  walk(node, (inner) => {
    const text =
      inner.type === 'Literal' && 'regex' in inner ? inner.regex?.pattern : stringValue(inner as Node)
    isFound ||= text !== undefined && pattern.test(text)
    return !isFound
  })
  return isFound
}

function hasOtherStatus(node: Node): boolean {
  let isFound = false
  walk(node, (inner) => {
    isFound ||= inner.type === 'Literal' && typeof inner.value === 'number' && isErrorStatus(inner.value)
    return !isFound
  })
  return isFound
}

function isErrorStatus(value: number): boolean {
  return value >= 400 && value < 600 && value !== 500
}

/** The status that is answered when nothing else fits: the only 500 of the handler. */
function lastStatus(handler: ErrorHandler): Node | undefined {
  const found: Node[] = []
  walk(handler.body, (node) => {
    if (node.type === 'Literal' && node.value === 500) found.push(node)
    return true
  })
  const [only] = found
  return found.length === 1 && only && isStatus(only) ? only : undefined
}

/** `res.status(500)`, `reply.code(500)`, `c.json(body, 500)`, `res.statusCode = 500`, `error.status ?? 500`. */
function isStatus(literal: Node): boolean {
  const { parent } = literal
  switch (parent?.type) {
    case 'LogicalExpression':
      return parent.right === literal
    case 'ConditionalExpression':
      return parent.alternate === literal
    case 'AssignmentExpression':
      return /status/i.test(memberName(unwrap(parent.left as Node)) ?? '')
    case 'CallExpression': {
      const callee = unwrap(parent.callee)
      const name = callee.type === 'Identifier' ? callee.name : (memberName(callee) ?? '')
      return /^(status|sendStatus|code|writeHead|json|text|body|html|send|respond)$/.test(name)
    }
    default:
      return false
  }
}

interface MappingFile {
  readonly path: string
  readonly text: string
  /** True where the project's modules load each other with `require`. */
  readonly isCommonJs: boolean
}

function mappingFile(planning: Planning, { databaseModule }: DatabaseHome): MappingFile {
  const { quote, semicolons, indent } = planning.style
  const ending = posix.extname(databaseModule)
  const typed = /^\.[cm]?tsx?$/.test(ending)
  const end = semicolons ? ';' : ''
  const database = planning.survey.project.source(databaseModule)
  const isLoadedByRequire = database !== undefined && isCommonJs(database)
  // What `module.exports` hands on in TypeScript, no import finds.
  const usesRequire = isLoadedByRequire && !typed
  const names = `DatabaseError${typed ? ', type ErrorCategory' : ''}`
  const statuses: readonly (readonly [string, number])[] = [
    ['integrity', 409],
    ['statement', 500],
    ['transaction', 503],
    ['resource', 503],
    ['connection', 503],
    ['cancelled', 503],
    ['other', 500],
  ]
  const text = [
    usesRequire
      ? `const { ${names} } = require(${quote}@duckshift/runtime${quote})${end}`
      : `import { ${names} } from ${quote}@duckshift/runtime${quote}${end}`,
    '',
    '/** The status that errors of the database are answered with, by what kind of trouble it is. */',
    `const statuses${typed ? ': Readonly<Record<ErrorCategory, 409 | 500 | 503>>' : ''} = {`,
    ...statuses.map(([category, status]) => `${indent}${category}: ${status},`),
    `}${end}`,
    '',
    '/** 500 for every error that is not of the database. */',
    `${usesRequire ? '' : 'export '}function statusOf(error${typed ? ': unknown' : ''})${typed ? ': 409 | 500 | 503' : ''} {`,
    `${indent}return error instanceof DatabaseError ? statuses[error.category] : 500${end}`,
    '}',
    '',
    ...(usesRequire ? [`module.exports = { statusOf }${end}`, ''] : []),
  ].join('\n')
  const path = posix.join(sourceFolder(databaseModule), `error-status${ending}`)
  return { path, text, isCommonJs: isLoadedByRequire }
}
