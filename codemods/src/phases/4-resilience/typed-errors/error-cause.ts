import type { TextEdit } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import { keyName, memberName, type Node, unwrap, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { freeName } from '../../3-queries/loops/loop-edits.js'
import { type ErrorClass, errorClass } from '../errors/error-class.js'
import { type ErrorHandler, walkHandler } from '../errors/error-handlers.js'
import type { ResilienceRefusal } from '../refusals.js'
import { isKeptBack, quotesInput, sendsSecret } from './quoted-input.js'

/** An error made where another was caught, and the edits that tie them together. */
export interface TiedError {
  readonly node: Node
  readonly outcome: /** Ways to say it, the first that type-checks to be taken. */
    | { readonly alternatives: readonly (readonly TextEdit[])[] }
    | { readonly refused: ResilienceRefusal; readonly detail?: string }
}

/** The errors that a handler throws in place of the one it was given, without saying so. */
export function tiedErrors(planning: Planning, file: SourceFile, handler: ErrorHandler): TiedError[] {
  if (handler.form !== 'catch' && handler.form !== 'promise') return []
  const tied: TiedError[] = []
  let made: string | undefined
  for (const creation of thrownErrors(file, handler)) {
    if (creation.type !== 'NewExpression' && creation.type !== 'CallExpression') continue
    const kind = errorClass(planning.survey.project, file, creation.callee)
    if (!kind || (creation.type === 'CallExpression' && !/^(Type|Range)?Error$/.test(kind.name))) continue
    if (tellsAlready(file, creation, handler)) continue
    const { parameter } = handler
    if (parameter && parameter.type !== 'Identifier') {
      tied.push({ node: creation, outcome: { refused: 'cause-not-named', detail: file.textOf(parameter) } })
      continue
    }
    made ??= parameter ? undefined : nameForError(file, handler)
    const name = parameter?.name ?? made!
    if (parameter && !refersTo(file, handler, creation, name)) {
      tied.push({ node: creation, outcome: { refused: 'cause-not-named', detail: name } })
      continue
    }
    if (isCleaned(file, handler.body) || (!tellsOf(file, creation, name) && isKeptBack(file, handler))) {
      tied.push({ node: creation, outcome: { refused: 'cause-hidden' } })
      continue
    }
    if (
      quotesInput(file, handler, creation) ||
      (!tellsOf(file, creation, name) && sendsSecret(file, handler))
    ) {
      tied.push({ node: creation, outcome: { refused: 'cause-quotes-input' } })
      continue
    }
    const isArgument = file.typed && kind.slot?.form === 'argument'
    const values = isArgument ? [name, `${name} as Error`] : [name]
    const alternatives = values.flatMap((value) => {
      const edits = causeEdits(file, creation, kind, value)
      return edits ? [parameter ? edits : [bindingEdit(file, handler, name), ...edits]] : []
    })
    tied.push({
      node: creation,
      outcome:
        alternatives.length > 0 ? { alternatives } : { refused: 'no-place-for-cause', detail: kind.name },
    })
  }
  return tied
}

/**
 * True for `const text = sanitize(error.message)` and `error.message.replace(token, '')`: somebody took out what others
 * must not see.
 */
export function isCleaned(file: SourceFile, handler: Node): boolean {
  let isFound = false
  walk(handler, (node) => {
    const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined
    if (callee)
      isFound ||=
        /saniti[sz]|redact|scrub|mask|anonymi[sz]|censor|safe(Error|Message)|\.replace(All)?$/i.test(
          file.textOf(callee),
        )
    return !isFound
  })
  return isFound
}

/** True where the new error says something of what the caught one does, by its name. */
function tellsOf(file: SourceFile, creation: Node, name: string): boolean {
  return new RegExp(`\\b${name.replaceAll('$', '\\$')}\\b`).test(file.textOf(creation))
}

const rejectors = /^(reject|next|callback|cb|done)$/

/** The expressions that make what the handler throws, rejects with or hands to a callback. */
function thrownErrors(file: SourceFile, handler: ErrorHandler): Node[] {
  const found = new Set<Node>()
  const take = (value: Node) => {
    const bare = unwrap(value)
    if (bare.type === 'ConditionalExpression') {
      take(bare.consequent)
      take(bare.alternate)
    } else if (bare.type === 'LogicalExpression') take(bare.right)
    else if (bare.type === 'NewExpression') found.add(bare)
    else if (bare.type === 'CallExpression') {
      const [target] = bare.arguments as Node[]
      if (file.textOf(bare.callee) === 'Object.assign' && target) take(target)
      else found.add(bare)
    } else if (bare.type === 'Identifier') {
      const declaration = file.scopes.resolve(bare)?.declaration
      const isOwn =
        declaration && declaration.start >= handler.body.start && declaration.end <= handler.body.end
      if (isOwn && declaration.type === 'VariableDeclarator' && declaration.init) take(declaration.init)
    }
  }
  walkHandler(handler, (node) => {
    if (node.type === 'ThrowStatement') take(node.argument)
    if (node.type === 'CallExpression') {
      const callee = unwrap(node.callee)
      const name = callee.type === 'Identifier' ? callee.name : memberName(callee)
      const [first] = node.arguments as Node[]
      if (name && rejectors.test(name) && first && unwrap(first).type === 'NewExpression') take(first)
    }
    return true
  })
  return [...found]
}

/** True when the error is handed over already, or a cause is set by hand. */
function tellsAlready(file: SourceFile, creation: Node, handler: ErrorHandler): boolean {
  if (creation.type !== 'NewExpression' && creation.type !== 'CallExpression') return true
  const name = handler.parameter?.type === 'Identifier' ? handler.parameter.name : undefined
  for (const argument of creation.arguments as Node[]) {
    const bare = unwrap(argument)
    if (bare.type === 'Identifier' && bare.name === name) {
      const isOptions = creation.arguments.indexOf(argument as never) > 0
      if (isOptions || !/^(Type|Range)?Error$/.test(file.textOf(creation.callee))) return true
    }
    if (bare.type !== 'ObjectExpression') continue
    const handsOver = (bare.properties as Node[]).some(
      (property) =>
        property.type === 'Property' &&
        (keyName(property.key) === 'cause' ||
          (unwrap(property.value).type === 'Identifier' && file.textOf(property.value) === name)),
    )
    if (handsOver) return true
  }
  const declarator = creation.parent
  const held =
    declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier'
      ? declarator.id.name
      : undefined
  let isSet = false
  walk(handler.body, (node) => {
    if (node.type === 'AssignmentExpression' && memberName(unwrap(node.left)) === 'cause') {
      const { object } = unwrap(node.left) as { object: Node }
      const bare = unwrap(object)
      isSet ||= held !== undefined && bare.type === 'Identifier' && bare.name === held
    }
    if (node.type === 'CallExpression' && file.textOf(node.callee) === 'Object.assign') {
      const [target, ...sources] = node.arguments as Node[]
      if (target && unwrap(target) === creation)
        isSet ||= sources.some((source) => /\bcause\b/.test(file.textOf(source)))
    }
    return true
  })
  return isSet
}

function refersTo(file: SourceFile, handler: ErrorHandler, at: Node, name: string): boolean {
  return file.scopes.lookup(at, name)?.identifier === handler.parameter
}

/** Undefined where the error's constructor takes none, or its arguments do not say which is which. */
export function causeEdits(
  file: SourceFile,
  creation: Node,
  kind: ErrorClass,
  name: string,
): TextEdit[] | undefined {
  if (creation.type !== 'NewExpression' && creation.type !== 'CallExpression') return undefined
  const given = creation.arguments as Node[]
  if (given.some((argument) => argument.type === 'SpreadElement')) return undefined
  const { slot } = kind
  if (!slot) return undefined
  const held = given[slot.index]
  if (held) {
    const options = unwrap(held)
    if (slot.form !== 'options' || options.type !== 'ObjectExpression') return undefined
    return [intoObject(file, options, causeProperty(name))]
  }
  const value = slot.form === 'argument' ? name : `{ ${causeProperty(name)} }`
  const missing = slot.index - given.length
  if (missing > 2) return undefined
  const texts = [...Array<string>(missing).fill('undefined'), value]
  const last = given.at(-1)
  if (last) {
    const ownLine = /(\r?\n[ \t]*)$/.exec(file.text.slice(0, last.start))?.[0] ?? ' '
    const text = texts.map((each) => `,${ownLine}${each}`).join('')
    return [{ start: last.end, end: last.end, text }]
  }
  const text = file.textOf(creation)
  if (creation.type === 'NewExpression' && !text.endsWith(')'))
    return [{ start: creation.end, end: creation.end, text: `(${texts.join(', ')})` }]
  return [{ start: creation.end - 1, end: creation.end - 1, text: texts.join(', ') }]
}

function causeProperty(name: string): string {
  return name === 'cause' ? 'cause' : `cause: ${name}`
}

function intoObject(file: SourceFile, object: Node, property: string): TextEdit {
  if (object.type !== 'ObjectExpression') throw new TypeError('an object literal is needed')
  const last = object.properties.at(-1)
  if (!last) return { start: object.start, end: object.end, text: `{ ${property} }` }
  const previous = object.properties.at(-2)
  const between = previous ? file.text.slice(previous.end, last.start) : `,${lead(file, object, last)}`
  const separator = /^,\s*$/.test(between) ? between : ', '
  return { start: last.end, end: last.end, text: separator + property }
}

/** The white space between an object's brace and its only property. */
function lead(file: SourceFile, object: Node, only: { readonly start: number }): string {
  const text = file.text.slice(object.start + 1, only.start)
  return text === '' ? ' ' : text
}

/** `catch {` and `.catch(() =>` get a name for the error. */
function bindingEdit(file: SourceFile, handler: ErrorHandler, name: string): TextEdit {
  if (handler.form === 'catch') {
    const at = handler.body.start
    const space = /\s/.test(file.text[at - 1]!) ? '' : ' '
    return { start: at, end: at, text: `${space}(${name}) ` }
  }
  const at = file.text.indexOf('(', handler.node.start) + 1
  return { start: at, end: at, text: name }
}

/** `error`, unless the handler means something else by that. */
function nameForError(file: SourceFile, handler: ErrorHandler): string {
  let isTaken = false
  walk(handler.body, (node) => {
    isTaken ||= node.type === 'Identifier' && node.name === 'error'
    return !isTaken
  })
  return isTaken ? freeName(file, 'error') : 'error'
}
