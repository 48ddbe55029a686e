import type { ParamPattern } from 'oxc-parser'
import type { Planning } from '../../../plan/planning.js'
import { callsByName } from '../../../survey/calls-by-name.js'
import { importersThrough } from '../../../survey/importers-through.js'
import { functionName, isFunction, memberName, type Node, unwrap, walk } from '../../../survey/nodes.js'
import { assignedTo, type Binding } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { type Declared, declarationOf, memberDeclared } from './declared.js'
import { doubledIn, isDoubling } from './doubling-function.js'

/**
 * `escapeSql(x)` and `x.replace(/'/g, "''")` protect text; a parameter needs no protection, so the value is
 * what they were given. Undefined where quotes may have been changed on any other way into the hole: the
 * changed text would be the parameter, and other rows would be found.
 */
export function withoutEscape(planning: Planning, file: SourceFile, node: Node): Node | undefined {
  const value = escapedBy(planning, file, unwrap(node)) ?? unwrap(node)
  return mayBeEscaped(planning, file, value, new Set()) ? undefined : value
}

/** What a call that does nothing but double quotes was given. */
export function escapedBy(planning: Planning, file: SourceFile, call: Node): Node | undefined {
  if (call.type !== 'CallExpression') return undefined
  if (call.callee.type === 'MemberExpression') return doubledIn(file, call)
  if (call.callee.type !== 'Identifier' || call.arguments.length !== 1) return undefined
  const declared = declarationOf(planning, file, call.callee)
  if (!declared || !isDoubling(declared.file, declared.node)) return undefined
  return unwrap(call.arguments[0] as Node)
}

/** Whether quotes in a value may have been changed on its way here, by anything that the project's code shows. */
function mayBeEscaped(planning: Planning, file: SourceFile, value: Node, seen: Set<Node>): boolean {
  if (seen.has(value)) return false
  seen.add(value)
  const statements = sentStatements(planning)
  let found = false
  walk(value, (node) => {
    // What the database answers is made of what it holds, whatever was escaped in the SQL that asked for it.
    if (statements.has(node)) return false
    found ||= changesQuotes(node) || isMadeOfEscaped(planning, file, node, seen)
    return !found
  })
  return found
}

const sent = new WeakMap<Planning, ReadonlySet<Node>>()

/** Every call that sends a statement through an accessor. */
function sentStatements(planning: Planning): ReadonlySet<Node> {
  const known = sent.get(planning)
  if (known) return known
  const calls = planning.survey.values.flatMap((value) =>
    [value, ...(value.derived ?? [])].flatMap((each) => each.touches.map(({ call }) => call as Node)),
  )
  const found = new Set(calls)
  sent.set(planning, found)
  return found
}

/** What quotes are replaced with or joined with, or looked for. */
function changesQuotes(node: Node): boolean {
  if (node.type === 'TemplateLiteral') {
    return node.expressions.length === 0 && escapedQuote.test(node.quasis[0]?.value.cooked ?? '')
  }
  if (node.type === 'Literal') {
    return 'regex' in node ? node.regex.pattern.includes("'") : escapedQuote.test(String(node.value))
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false
  return mayEscape(memberName(node.callee) ?? '')
}

const escapedQuote = /^(''|\\+'|&(apos|#0?39|#x27);)$/i
const escapeName = /esc(?!rib)|quot|sanit|sql|safe|literal/i
/** A schema library's check gives what it was given; prices are quotes too. */
const otherName = /^(safeParse(Async)?|literal|(get|fetch|list|find|load)\w*quotes?(By\w+)?)$/i

function mayEscape(name: string): boolean {
  return escapeName.test(name) && !otherName.test(name)
}

/** Follows a name to what it was given: a variable's values, a called function's body, an argument of a caller. */
function isMadeOfEscaped(planning: Planning, file: SourceFile, node: Node, seen: Set<Node>): boolean {
  if (node.type === 'MemberExpression') {
    const name = memberName(node)
    const member = memberDeclared(planning, file, node)
    return (
      (member !== undefined && mayBeEscaped(planning, member.file, member.node, seen)) ||
      file.scopes.memberAssignments.some(
        ({ left, right }) =>
          left.type === 'MemberExpression' &&
          memberName(left) === name &&
          mayBeEscaped(planning, file, right, seen),
      )
    )
  }
  if (node.type !== 'Identifier') return false
  const isCalled = node.parent?.type === 'CallExpression' && node.parent.callee === node
  const declared = declarationOf(planning, file, node)
  if (!declared) return isCalled && mayEscape(node.name)
  const sources = isCalled ? [declared.node] : valuesOf(declared)
  return (
    sources.some((source) => mayBeEscaped(planning, declared.file, source, seen)) ||
    (declared.binding?.kind === 'parameter' &&
      !seen.has(declared.binding.identifier) &&
      seen.add(declared.binding.identifier) &&
      argumentsFor(planning, declared.file, declared.binding).some((given) =>
        mayBeEscaped(planning, given.file, given.node, seen),
      ))
  )
}

/** What a variable was first given and is later assigned, a loop's list, a parameter's default. */
function valuesOf({ node, binding }: Declared): Node[] {
  const assigned = binding ? assignedTo(binding) : []
  if (node.type === 'AssignmentPattern') return [node.right, ...assigned]
  if (node.type !== 'VariableDeclarator') return assigned
  const loop = node.parent?.parent
  const isLoop = loop?.type === 'ForOfStatement' && loop.left === node.parent
  const first = isLoop ? loop.right : node.init
  return first ? [first, ...assigned] : assigned
}

/** What callers give a parameter. Callers are known by name: in the file, and in files that import it. */
function argumentsFor(
  planning: Planning,
  file: SourceFile,
  parameter: Binding,
): { file: SourceFile; node: Node }[] {
  const { project } = planning.survey
  const fn = parameter.scope
  if (!isFunction(fn)) return []
  const index = fn.params.indexOf(parameter.declaration as ParamPattern)
  const name = functionName(fn)
  if (index < 0 || !name) return []
  const callers = [...importersThrough(project, file.path)].filter((path) => {
    const text = project.text(path) ?? ''
    return text.includes(name) && /'|esc|quot|sanit|sql|safe/i.test(text)
  })
  return [file, ...callers.flatMap((path) => project.source(path) ?? [])].flatMap((caller) =>
    (callsByName(caller).get(name) ?? []).flatMap((call) => {
      const argument = call.arguments[index]
      return argument ? [{ file: caller, node: argument as Node }] : []
    }),
  )
}
