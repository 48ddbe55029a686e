import { posix } from 'node:path'
import { codeStyleOf, isCommonJs } from '../../../edits/code-style.js'
import { relativeSpecifier } from '../../../edits/specifier-style.js'
import type { Accessor } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import { neoCompat } from '../../../survey/driver-openings.js'
import { classOf } from '../../../survey/exports.js'
import { isClass, keyName, type Node } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { mayTakeArguments } from './accessor-body.js'
import { heading, label } from './facade-files.js'
import { tokenType } from './token-type.js'

export interface DriverTokens {
  readonly group: readonly Accessor[]
  /** Token name by accessor id, for those that another module can import. */
  readonly accessors: ReadonlyMap<string, string>
  /** The accessor that the database token builds on. */
  readonly database?: Accessor
}

export interface DriverDatabase {
  readonly path: string
  readonly opened: SourceFile
  readonly tokens: DriverTokens
  readonly rows: 'js' | 'json' | 'exact'
  readonly name: string | undefined
  readonly commonJs: boolean
}

/** How a facade's module is written: as the module that opens the database, or as the formatter says. */
export function facadeStyle(planning: Planning, path: string, opened: string | undefined) {
  return { ...codeStyleOf(opened ?? '', /ts$/.test(path)), ...planning.formatter(path) }
}

/** The module with the tokens: the database, and each accessor for code that needs the driver's own connection. */
export function driverDatabaseText(planning: Planning, given: DriverDatabase): string {
  const { path, opened, tokens, rows, name, commonJs } = given
  const style = facadeStyle(planning, path, opened.text)
  const { quote: q, indent: i } = style
  const end = style.semicolons ? ';' : ''
  const specifier = (file: string) =>
    `${q}${relativeSpecifier(path, file, planning.specifierEnding(path))}${q}`
  const group = tokens.group.filter((accessor) => tokens.accessors.has(accessor.id))
  const modules = [...new Set(group.map((accessor) => accessor.module))]
  const local = (accessor: Accessor): string => {
    const named = accessor.export === 'default' ? defaultName(accessor) : accessor.export
    return commonJs ? requiredName(accessor) : named
  }
  const lines: string[] = []
  const values = new Map(
    group.map((accessor) => [accessor, accessorValue(planning, accessor, local(accessor))]),
  )
  const isTyped = [...values].some(([accessor, value]) => tokenType(planning, accessor, value) !== '')
  const needed: [string, string][] = [
    [isTyped ? 'createToken, type Token' : 'createToken', '@duckshift/runtime'],
  ]
  if (tokens.database) needed.push(['clientDatabase', neoCompat])
  for (const [names, from] of needed) lines.push(importing(commonJs, `{ ${names} }`, `${q}${from}${q}`, end))
  for (const module of modules) {
    const own = group.filter((accessor) => accessor.module === module)
    if (commonJs) {
      lines.push(importing(true, moduleName(module), specifier(module), end))
      continue
    }
    const byDefault = own.find((accessor) => accessor.export === 'default')
    const named = [
      ...new Set(own.map((accessor) => accessor.export).filter((name) => name !== 'default')),
    ].sort()
    const parts = [
      ...(byDefault ? [defaultName(byDefault)] : []),
      ...(named.length > 0 ? [`{ ${named.join(', ')} }`] : []),
    ]
    lines.push(importing(false, parts.join(', '), specifier(module), end))
  }
  const declare = commonJs ? 'const' : 'export const'
  if (tokens.database) {
    const accessor = tokens.database
    const isHelper = accessor.kind === 'helper'
    const helper = accessor.member
      ? `${local(accessor)}.${accessor.member}.bind(${local(accessor)})`
      : local(accessor)
    lines.push(
      '',
      `/** The database behind ${label(accessor)}, as repositories and call sites get it. */`,
      `${declare} database = createToken(${q}database${q}, () =>`,
      `${i}clientDatabase({`,
      `${i}${i}client: ${isHelper ? `() => ${helper}` : called(accessor, local(accessor))},`,
      ...(isHelper ? [`${i}${i}open: (helper) => helper(${q}SELECT 1${q}),`] : []),
      ...(name === undefined ? [] : [`${i}${i}name: ${q}${name}${q},`]),
      `${i}${i}rows: ${q}${rows}${q},`,
      `${i}${i}standIn: ${q}${isHelper ? 'helper' : 'driver'}${q},`,
      `${i}}),`,
      `)${end}`,
    )
  }
  for (const accessor of tokens.group) {
    const token = tokens.accessors.get(accessor.id)
    if (token === undefined) continue
    const value = values.get(accessor)!
    lines.push(
      '',
      `/** ${heading(accessor)}, for code that works with the driver itself. */`,
      `${declare} ${token}${tokenType(planning, accessor, value)} = createToken(${q}${token}${q}, ${value})${end}`,
    )
  }
  if (commonJs) {
    const names = [...(tokens.database ? ['database'] : []), ...tokens.accessors.values()]
    lines.push('', `module.exports = { ${names.join(', ')} }${end}`)
  }
  return [...lines, ''].join(style.lineEnding)
}

/** True where the module of an accessor's tokens is CommonJS, as the accessor's own is. */
export function isInCommonJs({ survey: { project } }: Planning, { module }: Accessor): boolean {
  const file = project.source(module)
  return file !== undefined && isCommonJs(file)
}

/** How a CommonJS module names an accessor whose module it loads as a whole. */
export function requiredName(accessor: Accessor): string {
  const module = moduleName(accessor.module)
  return accessor.export === 'default' ? module : `${module}.${accessor.export}`
}

export function importing(commonJs: boolean, what: string, from: string, end: string): string {
  return commonJs ? `const ${what} = require(${from})${end}` : `import ${what} from ${from}${end}`
}

/** An expression that hands out what the accessor does when it is called. */
export function called(accessor: Accessor, name: string): string {
  if (accessor.kind === 'instance') return `() => ${instanceIn(accessor, name)}`
  return accessor.member ? `() => ${name}.${accessor.member}()` : `() => ${name}()`
}

/** An instance as it is read: `db`, `Client.shared`. */
export function instanceIn(accessor: Accessor, name: string): string {
  return accessor.member ? `${name}.${accessor.member}` : name
}

/** What the accessor's token makes: the accessor itself, as call sites name it. */
function accessorValue(planning: Planning, accessor: Accessor, name: string): string {
  if (accessor.kind === 'instance')
    return `${isReassigned(planning, accessor) ? '() => ' : ''}() => ${instanceIn(accessor, name)}`
  if (isReplacedByTests(planning, accessor) && !accessor.member) return late(planning, accessor, name)
  const isCalledWithArguments = accessor.kind === 'helper' || accessor.kind === 'scoped'
  if (accessor.member && !isCalledWithArguments && mayTakeArguments(planning, accessor))
    return `() => ${name}.${accessor.member}.bind(${name})`
  return accessor.member && !isCalledWithArguments ? `() => ${called(accessor, name)}` : `() => ${name}`
}

/** What a test puts in an export's place for a while is seen only where the export is read at each call. */
function late(planning: Planning, accessor: Accessor, name: string): string {
  if (accessor.kind !== 'helper' && accessor.kind !== 'scoped' && !mayTakeArguments(planning, accessor))
    return `() => () => ${name}()`
  const isTyped = /ts$/.test(accessor.module)
  return `() => (...values${isTyped ? `: Parameters<typeof ${name}>` : ''}) => ${name}(...values)`
}

/** `static readonly instance = …` */
function isReadonly(owner: Node | undefined, name: string): boolean {
  if (!owner || !isClass(owner)) return false
  const member = owner.body.body.find(
    (each) => each.type === 'PropertyDefinition' && each.static && keyName(each.key) === name,
  )
  return member?.type === 'PropertyDefinition' && member.readonly === true
}

/** True where tests spy on what a module exports: it is one function now, and another then. */
export function isReplacedByTests(planning: Planning, accessor: Accessor): boolean {
  return planning.survey.mocks.some(
    ({ module, replaces }) =>
      replaces === 'export' && planning.survey.carriers.anyAccessor(module)?.module === accessor.module,
  )
}

/** True for an exported variable, or a class's static member, that is filled later, or anew: it must be read at each use. */
export function isReassigned(planning: Planning, accessor: Accessor): boolean {
  const exported = planning.survey.project.exports(accessor.module)?.named.get(accessor.export)
  if (accessor.kind !== 'instance' || exported?.kind !== 'local') return false
  const { node } = exported
  if (accessor.member) return !isReadonly(classOf(node), accessor.member)
  return (
    node.type === 'VariableDeclarator' &&
    node.parent?.type === 'VariableDeclaration' &&
    node.parent.kind !== 'const'
  )
}

/** What a default export is called where it is imported. */
export function defaultName(accessor: Accessor): string {
  const name = moduleName(accessor.module)
  if (accessor.kind === 'instance') return `${name}Instance`
  return accessor.kind === 'helper' && !accessor.member ? `${name}Helper` : `get${capital(name)}`
}

function capital(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1)
}

/** What a module is called where it is loaded as a whole. */
export function moduleName(path: string): string {
  const base = posix.basename(path).replace(/\.[cm]?[jt]sx?$/, '')
  const words = base
    .replace(/[^\w$]+(\w)/g, (_, letter: string) => letter.toUpperCase())
    .replace(/[^\w$]/g, '')
  return /^\d/.test(words) ? `module${words}` : words
}
