import { posix } from 'node:path'
import { helperFunction, helperMethod } from '../../../clients/helper-method.js'
import { findDeadCode } from '../../../dead-code/find-dead-code.js'
import { commentsAbove } from '../../../edits/comments-above.js'
import type { Place } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import type { ImportNeed } from '../../../plan/proposal.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import { importersThrough } from '../../../survey/importers-through.js'
import {
  ancestor,
  isFunction,
  isWithin,
  keyName,
  memberName,
  type Node,
  outermostFunction,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import type { Binding } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Facade } from '../../1-foundation/facade-accessor/facade-accessor.js'
import { statementsOf } from './around-opening.js'
import { closersOf } from './closers.js'
import type { Opening } from './opening.js'

/**
 * Reads the opening out of a module that keeps the driver's connection for its functions. Undefined when it cannot be
 * told. `more`: what the module does more, when it opens the database or is loaded.
 */
export function driverOpening(
  planning: Planning,
  facade: Facade,
  home: SourceFile,
): Opening | { readonly more: string } | undefined {
  const file = planning.survey.project.source(facade.opened)
  const [call, ...others] = file ? openingCalls(file) : []
  if (!file || !call || others.length > 0) return undefined
  const [path, config, options] = call.arguments as Node[]
  if (call.arguments.length > 3 || (options && !saysHowToShare(options))) return undefined
  const isNone = !config || file.textOf(config) === 'undefined'
  const taken = new TakenNames(planning, file, home)
  for (const given of [path, ...(isNone ? [] : [config])]) {
    const missing = given && taken.missingFor(given)
    if (missing !== undefined) return { more: missing }
  }
  const around = aroundOpening(planning, facade, file, taken)
  if ('more' in around) return around
  return {
    path: path ? file.textOf(path) : "':memory:'",
    ...(!isNone && { config: file.textOf(config) }),
    statements: [...new Set(around.statements)],
    imports: taken.imports,
    declarations: taken.declarations,
  }
}

type Call = Node & { readonly type: 'CallExpression' }

function openingCalls(file: SourceFile): Call[] {
  const found: Call[] = []
  walk(file.program, (node) => {
    if (node.type === 'CallExpression' && /\b(openInstance|pooledDriver)$/.test(file.textOf(node.callee)))
      found.push(node)
    return true
  })
  return found
}

/** `{ connections: 'separate' }`, which is said to the driver's stand-in alone. */
function saysHowToShare(options: Node): boolean {
  return (
    options.type === 'ObjectExpression' &&
    options.properties.every(
      (property) => property.type === 'Property' && /^(connections|name)$/.test(keyName(property.key) ?? ''),
    )
  )
}

/** What the arguments of the opening name, as the token's module gets it. */
class TakenNames {
  readonly imports: ImportNeed[] = []
  readonly declarations: string[] = []
  readonly #planning: Planning
  readonly #file: SourceFile
  readonly #home: SourceFile
  readonly #taken = new Set<Node>()

  constructor(planning: Planning, file: SourceFile, home: SourceFile) {
    this.#planning = planning
    this.#file = file
    this.#home = home
  }

  /** True for a declaration that goes over. */
  has(statement: Node): boolean {
    return this.#taken.has(statement)
  }

  /** The first thing in an expression that the token's module cannot have. */
  missingFor(expression: Node): string | undefined {
    let missing: string | undefined
    walk(expression, (node) => {
      if (missing !== undefined) return false
      if (/^(ThisExpression|AwaitExpression|YieldExpression|Super)$/.test(node.type))
        missing = this.#file.textOf(node)
      else if (node.type === 'ImportExpression') missing = this.#file.textOf(node)
      else if (node.type === 'MetaProperty') missing = this.#placed(node)
      else if (node.type === 'CallExpression' && this.#file.textOf(node.callee) === 'require')
        missing = this.#required(node)
      else if (node.type === 'Identifier') missing = this.#named(node)
      return missing === undefined
    })
    return missing
  }

  /** What tells where its file is means the same in the same folder. */
  #placed(node: Node): string | undefined {
    const said = node.parent?.type === 'MemberExpression' ? this.#file.textOf(node.parent) : ''
    const isSame = posix.dirname(this.#file.path) === posix.dirname(this.#home.path)
    return isSame && /^import\.meta\.(url|dirname|env)$/.test(said) ? undefined : said
  }

  #required(call: Call): string | undefined {
    const [specifier] = call.arguments as Node[]
    const isPackage =
      specifier?.type === 'Literal' && typeof specifier.value === 'string' && !specifier.value.startsWith('.')
    return isPackage ? undefined : this.#file.textOf(call)
  }

  #named(node: Node & { readonly type: 'Identifier' }): string | undefined {
    const binding = this.#file.scopes.resolve(node)
    if (!binding) {
      if (node.name === '__filename') return node.name
      const isSame = posix.dirname(this.#file.path) === posix.dirname(this.#home.path)
      return node.name === '__dirname' && !isSame ? node.name : undefined
    }
    if (isWithin(binding.identifier, node)) return undefined
    const isImport = binding.kind === 'import'
    const own = isImport ? undefined : statementOf(this.#file, binding)
    if (own && this.#taken.has(own)) return undefined
    // Another thing of that name would be asked.
    if (this.#home.scopes.declares(binding.name)) return binding.name
    return isImport ? this.#import(binding) : this.#declaration(binding, own)
  }

  #import(binding: Binding): string | undefined {
    const imported = importedBinding(this.#planning.survey.project, this.#file, binding)
    if (!imported || imported.imported === '*' || imported.dynamic) return binding.name
    const isOther = binding.name !== imported.imported
    const need: ImportNeed = {
      target: imported.target ? { file: imported.target } : { package: imported.specifier },
      name: imported.imported,
      ...(isOther && { alias: binding.name }),
    }
    if (!this.imports.some((other) => JSON.stringify(other) === JSON.stringify(need))) this.imports.push(need)
    return undefined
  }

  #declaration(binding: Binding, statement: Node | undefined): string | undefined {
    if (!statement) return binding.name
    const { parent } = statement
    if (parent?.type === 'ExportNamedDeclaration') {
      this.imports.push({ target: { file: this.#file.path }, name: binding.name })
      return undefined
    }
    const { declarations } = statement as Extract<Node, { type: 'VariableDeclaration' }>
    this.#taken.add(statement)
    const [declarator] = declarations
    const missing = this.missingFor(declarator!.init as Node)
    if (missing !== undefined) return missing
    this.declarations.push(withCommentsAbove(this.#file, statement))
    return undefined
  }
}

/** `const name = …` of the module itself, alone in its statement. */
function statementOf(file: SourceFile, { declaration, scope }: Binding): Node | undefined {
  const statement = declaration.parent
  if (declaration.type !== 'VariableDeclarator' || !declaration.init) return undefined
  if (scope !== (file.program as Node) || statement?.type !== 'VariableDeclaration') return undefined
  return statement.kind === 'const' && statement.declarations.length === 1 ? statement : undefined
}

function withCommentsAbove(file: SourceFile, { start, end }: Node): string {
  return file.text.slice(commentsAbove(file, start), end)
}

/** What runs when the database is opened, and when the modules are loaded that go with their accessors. */
function aroundOpening(
  planning: Planning,
  facade: Facade,
  opened: SourceFile,
  taken: TakenNames,
): { readonly statements: string[] } | { readonly more: string } {
  const { project } = planning.survey
  const found: { file: SourceFile; openers: Node[] }[] = []
  for (const path of new Set([facade.opened, facade.accessor.module])) {
    const file = project.source(path)
    if (!file) continue
    const loaded: Node[] = []
    for (const statement of file.program.body as Node[]) {
      if (statement.type === 'ImportDeclaration' && statement.specifiers.length === 0)
        return { more: file.textOf(statement) }
      if (!taken.has(statement)) loaded.push(...ranAtLoad(file, statement))
    }
    const openers = file === opened ? openingCalls(file).map((call) => openerOf(planning, facade, call)) : []
    found.push({ file, openers: [...loaded, ...openers] })
  }
  return statementsOf(planning, facade, found)
}

/** Of a statement of a module what is evaluated when that is loaded. */
function ranAtLoad(file: SourceFile, statement: Node): Node[] {
  switch (statement.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSEnumDeclaration':
      return []
    case 'ExportNamedDeclaration':
      return statement.declaration ? ranAtLoad(file, statement.declaration as Node) : []
    case 'ExportDefaultDeclaration':
      return isFunction(statement.declaration as Node) ? [] : [statement.declaration as Node]
    case 'VariableDeclaration':
      return (statement.declarations as unknown as { readonly init: Node | null }[]).flatMap(({ init }) =>
        init && !isFunction(unwrap(init)) && !isRequire(file, unwrap(init)) ? [init] : [],
      )
    case 'ExpressionStatement': {
      const { expression } = statement
      if (expression.type === 'Literal') return []
      const isExport =
        expression.type === 'AssignmentExpression' &&
        /^(module\.)?exports\b/.test(file.textOf(expression.left as Node))
      return isExport ? [] : [expression as Node]
    }
    default:
      return [statement]
  }
}

function isRequire(file: SourceFile, node: Node): boolean {
  return node.type === 'CallExpression' && file.textOf(node.callee) === 'require'
}

/** The function that opens the database. Of a helper, which was read, only what it does while that is not open. */
function openerOf(planning: Planning, facade: Facade, call: Call): Node {
  const opener = outermostFunction(call)
  if (!opener) return call
  const { project, accessors } = planning.survey
  const isHelper = accessors.some(
    (accessor) =>
      accessor.module === facade.opened &&
      helperMethod(project, accessor) &&
      helperFunction(project, accessor) === opener,
  )
  if (!isHelper) return opener
  return ancestor(call, isConditional, isFunction) ?? ancestor(call, isStatement, isFunction) ?? opener
}

function isConditional(node: Node): node is Extract<Node, { type: 'IfStatement' }> {
  return node.type === 'IfStatement'
}

function isStatement(node: Node): node is Extract<Node, { type: 'ExpressionStatement' }> {
  return /^(ExpressionStatement|VariableDeclaration|ReturnStatement)$/.test(node.type)
}

/** Where something beside the accessors is used that needs the database open: it would be opened twice. */
export function stillOpened(
  planning: Planning,
  facade: Facade,
): { readonly place: Place; readonly detail: string } | undefined {
  const { project } = planning.survey
  const modules = [...new Set([facade.opened, facade.accessor.module])]
  const closers = closersOf(planning, facade)
  const needing = new Map(modules.map((module) => [module, needingOpen(planning, facade, module)]))
  const { config, overlay } = planning
  const { entries } = findDeadCode({ project, entries: config.entries, oracle: undefined, overlay })
  for (const module of modules) {
    const importers = [...importersThrough(project, module)].sort()
    // What is asked for from outside cannot be looked at.
    for (const { file: entry } of entries) {
      if (entry !== module && !importers.includes(entry)) continue
      const names = new Set([...(project.exports(entry)?.named.keys() ?? []), ...needing.get(module)!])
      const shown = [...names].find((name) => {
        const declared = project.declarationOf(entry, name)
        const own = declared?.file === module ? declared.export.name : ''
        return needing.get(module)!.has(own) || closers.get(module)?.has(own)
      })
      const file = shown === undefined ? undefined : project.source(entry)
      if (file) return { place: file.place({ start: 0, end: 0 }), detail: `${shown}, which ${entry} exports` }
    }
    for (const path of importers) {
      const file = path === facade.databaseModule || modules.includes(path) ? undefined : project.source(path)
      if (!file) continue
      const loading = loadedAlone(planning, file, module)
      if (loading) return { place: file.place(loading), detail: file.textOf(loading) }
      for (const binding of file.scopes.bindings()) {
        const imported = importedBinding(project, file, binding)
        if (!imported?.target) continue
        for (const reference of binding.references) {
          if (/^Export/.test(reference.parent?.type ?? '')) continue
          const member = imported.imported === '*' ? reference.parent : undefined
          const name =
            imported.imported !== '*'
              ? imported.imported
              : member?.type === 'MemberExpression' && member.object === reference
                ? memberName(member)
                : undefined
          // A whole module that is handed on may be asked for anything.
          if (name === undefined) {
            if (imported.target !== module) continue
            return { place: file.place(reference), detail: file.textOf(reference) }
          }
          const declared = project.declarationOf(imported.target, name)
          if (declared?.file !== module || closers.get(module)?.has(declared.export.name)) continue
          if (needing.get(module)?.has(declared.export.name))
            return { place: file.place(reference), detail: declared.export.name }
        }
      }
    }
  }
  return undefined
}

/** `import('./db.js')`, or `require('./db').ping()`: what is taken out of it is not followed. */
function loadedAlone(planning: Planning, file: SourceFile, module: string): Node | undefined {
  const { graph } = planning.survey.project
  let found: Node | undefined
  walk(file.program, (node) => {
    const isRequired = isRequire(file, node) && node.parent?.type !== 'VariableDeclarator'
    const source =
      node.type === 'ImportExpression'
        ? node.source
        : isRequired && node.type === 'CallExpression'
          ? node.arguments[0]
          : undefined
    const specifier = source?.type === 'Literal' ? source.value : undefined
    if (typeof specifier === 'string' && graph.resolve(file.path, specifier) === module) found ??= node
    return found === undefined
  })
  return found
}

/** Exports of a module that lead to the opening. */
function needingOpen(planning: Planning, facade: Facade, module: string): Set<string> {
  const { project } = planning.survey
  const file = project.source(module)
  const found = new Set<string>()
  if (!file) return found
  const calls = openingCalls(file)
  const seen = new Set<Node>()
  const needs = (node: Node): boolean => {
    if (seen.has(node)) return false
    seen.add(node)
    let isNeeding = calls.some((call) => isWithin(call, node))
    walk(node, (inner) => {
      if (isNeeding) return false
      const binding = inner.type === 'Identifier' ? file.scopes.resolve(inner) : undefined
      if (!binding || isWithin(binding.identifier, node)) return true
      const imported = importedBinding(project, file, binding)
      if (imported) {
        if (imported.target === facade.opened) isNeeding = true
      } else if (binding.scope === (file.program as Node)) {
        isNeeding = needs(binding.declaration) || isFilled(binding, needs)
      }
      return !isNeeding
    })
    return isNeeding
  }
  for (const [name, exported] of project.exports(module)?.named ?? []) {
    seen.clear()
    if (exported.kind === 're-export' ? module !== facade.opened : needs(exported.node)) found.add(name)
  }
  return found
}

/** True for a variable that is given what the opening gives. */
function isFilled(binding: Binding, needs: (node: Node) => boolean): boolean {
  return binding.references.some((reference) => {
    const { parent } = reference
    if (parent?.type !== 'AssignmentExpression' || parent.left !== reference) return false
    const around = outermostFunction(parent) ?? (parent as Node)
    return needs(around)
  })
}
