import { posix } from 'node:path'
import { classOf, dynamicSpecifier, requiredImport, requiredSpecifier } from '../survey/exports.js'
import {
  childrenOf,
  isClass,
  isFunction,
  keyName,
  memberName,
  type Node,
  outermost,
  stringValue,
  unwrap,
} from '../survey/nodes.js'
import { type Binding, bindingNames } from '../survey/scopes.js'
import type { SourceFile } from '../survey/source-file.js'
import { ClassHints } from './class-hints.js'
import type {
  DynamicImport,
  ExportFact,
  FileFacts,
  ImportFact,
  Reference,
  Shape,
  Unit,
  UnitKind,
} from './file-facts.js'
import { isPure, isPureClass, isPureNamespace } from './purity.js'

/** What a file declares, exports and uses, one entry for everything that lives or dies as a whole. */
export function readFacts(file: SourceFile): FileFacts {
  return new FactReader(file).read()
}

interface Draft {
  readonly kind: UnitKind
  readonly names: string[]
  readonly start: number
  readonly end: number
  readonly nameStart: number
  readonly parent?: number
  readonly references: Map<string, Reference>
  readonly loose: Set<string>
  readonly written: Set<string>
  readonly imports: DynamicImport[]
  pure: boolean
  dynamic?: string
  isPrivate?: boolean
  isStatic?: boolean
  isField?: boolean
  base?: number | string | null
  contracts?: readonly (number | string | null)[]
  shapes?: Shape[]
  decorators?: readonly number[]
  calledByName?: string[]
}

type Extra = Partial<Pick<Draft, 'parent' | 'dynamic' | 'isPrivate' | 'isStatic' | 'isField' | 'decorators'>>

class FactReader {
  readonly #file: SourceFile
  readonly #units: Draft[] = []
  readonly #imports: ImportFact[] = []
  readonly #importOf = new Map<Node, number>()
  readonly #bareImports: string[] = []
  readonly #exports: ExportFact[] = []
  readonly #stars: { from: string; start: number; end: number }[] = []
  readonly #strings = new Set<string>()
  readonly #namespaces = new Set<string>()
  readonly #hints: ClassHints
  readonly #heldByExports = new Set<Node>()
  #openExports = false
  #isOneValue = false
  #hasEffects = false
  /** How many function bodies are around what is looked at. */
  #bodies = 0

  constructor(file: SourceFile) {
    this.#file = file
    this.#hints = new ClassHints(file, (identifier) => this.#target(identifier))
    this.#unit('module', [], file.program, file.program.start)
  }

  read(): FileFacts {
    const { body } = this.#file.program
    for (const statement of body as Node[]) {
      if (statement.type === 'ImportDeclaration') this.#import(statement)
      if (statement.type === 'TSModuleDeclaration' && statement.id.type === 'Identifier')
        this.#namespaces.add(statement.id.name)
    }
    for (const statement of body as Node[]) this.#statement(statement)
    this.#locals()
    if (!this.#file.typed) this.#units[0]!.imports.push(...importsInTypeComments(this.#file))
    return {
      units: this.#units.map(
        (draft): Unit => ({
          ...draft,
          references: [...draft.references.values()],
          loose: [...draft.loose],
          written: [...draft.written],
        }),
      ),
      imports: this.#imports,
      bareImports: this.#bareImports,
      exports: this.#exports,
      stars: this.#stars,
      strings: [...this.#strings],
      openExports: this.#openExports,
      isOneValue: this.#isOneValue,
      hasEffects: this.#hasEffects,
      isScript: !this.#file.typed,
      hasShebang: this.#file.text.startsWith('#!'),
      saysHowToRun: saysHowToRun(this.#file),
    }
  }

  #unit(
    kind: UnitKind,
    names: string[],
    range: { start: number; end: number },
    nameStart: number,
    extra: Extra = {},
  ): number {
    const { start, end } = range
    const sets = {
      references: new Map(),
      loose: new Set<string>(),
      written: new Set<string>(),
      imports: [],
      pure: true,
    }
    this.#units.push({ kind, names, start, end, nameStart, ...sets, ...extra })
    return this.#units.length - 1
  }

  // --- statements

  #statement(node: Node): void {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'EmptyStatement':
        return
      case 'ExportNamedDeclaration':
        if (node.declaration) this.#declare(node.declaration as Node, node)
        else this.#exportList(node)
        return
      case 'ExportDefaultDeclaration':
        this.#exportDefault(node)
        return
      case 'ExportAllDeclaration':
        this.#exportAll(node)
        return
      case 'ExpressionStatement':
        if ('directive' in node && node.directive) return
        if (this.#commonJsExport(node.expression as Node)) return
        this.#effect(node)
        return
      case 'TSExportAssignment':
        this.#openExports = true
        this.#visit(node, 0)
        return
      default:
        if (!this.#declare(node)) this.#effect(node)
    }
  }

  #effect(node: Node): void {
    this.#hasEffects = true
    this.#visit(node, 0)
  }

  #import(node: Node): void {
    if (node.type !== 'ImportDeclaration') return
    const from = node.source.value
    if (node.specifiers.length === 0) this.#bareImports.push(from)
    for (const specifier of node.specifiers) {
      const binding = this.#file.scopes.topLevel(specifier.local.name)
      this.#importOf.set(specifier as Node, this.#imports.length)
      this.#imports.push({
        from,
        imported:
          specifier.type === 'ImportSpecifier'
            ? specifier.imported.type === 'Literal'
              ? specifier.imported.value
              : specifier.imported.name
            : specifier.type === 'ImportDefaultSpecifier'
              ? 'default'
              : '*',
        local: specifier.local.name,
        start: specifier.start,
        end: specifier.end,
        isType:
          node.importKind === 'type' ||
          (specifier.type === 'ImportSpecifier' && specifier.importKind === 'type'),
        unused: binding?.declaration === (specifier as Node) && binding.references.length === 0,
      })
    }
  }

  #exportList(node: Node): void {
    if (node.type !== 'ExportNamedDeclaration') return
    for (const specifier of node.specifiers) {
      const name = nameOf(specifier.exported)
      const local = nameOf(specifier.local)
      const { start, end } = specifier
      if (node.source) {
        this.#exports.push({ kind: 're-export', name, from: node.source.value, imported: local, start, end })
      } else this.#exportLocal(name, local, { start, end })
    }
  }

  #exportLocal(name: string, local: string, range: { start: number; end: number }): void {
    const declaration = this.#file.scopes.topLevel(local)?.declaration
    const index = declaration && this.#importOf.get(declaration)
    if (index === undefined) {
      this.#exports.push({ kind: 'local', name, local, ...range })
      return
    }
    const { from, imported } = this.#imports[index]!
    this.#exports.push({ kind: 're-export', name, from, imported, import: index, ...range })
  }

  #exportDefault(node: Node): void {
    if (node.type !== 'ExportDefaultDeclaration') return
    const declaration = node.declaration as Node
    const range = { start: node.start, end: node.end }
    if (declaration.type === 'Identifier') {
      this.#exportLocal('default', declaration.name, range)
      return
    }
    if (this.#declare(declaration, node)) return
    const unit = this.#unit('variable', ['default'], node, node.start)
    this.#exports.push({ kind: 'local', name: 'default', local: 'default', ...range })
    this.#initialiser(declaration, unit)
  }

  #exportAll(node: Node): void {
    if (node.type !== 'ExportAllDeclaration') return
    const from = node.source.value
    const range = { start: node.start, end: node.end }
    if (!node.exported) this.#stars.push({ from, ...range })
    else {
      this.#exports.push({ kind: 're-export', name: nameOf(node.exported), from, imported: '*', ...range })
    }
  }

  /** `module.exports = …`, `exports.name = …`. */
  #commonJsExport(expression: Node): boolean {
    if (expression.type !== 'AssignmentExpression' || expression.left.type !== 'MemberExpression')
      return false
    const target = this.#file.textOf(expression.left)
    const named = /^(?:module\.)?exports\.([\w$]+)$/.exec(target)?.[1]
    if (!named && target !== 'module.exports') return false
    const value = unwrap(expression.right)
    const range = { start: expression.start, end: expression.end }
    if (named) this.#exportValue(named, value, range)
    else if (value.type === 'ObjectExpression') {
      for (const property of value.properties) {
        const name = property.type === 'SpreadElement' ? undefined : keyName(property.key)
        if (property.type !== 'SpreadElement' && name)
          this.#exportValue(name, unwrap(property.value), property)
        else {
          const from = property.type === 'SpreadElement' && requiredSpecifier(property.argument)
          if (from) this.#stars.push({ from, start: property.start, end: property.end })
          else this.#openExports = true
          this.#visit(property as Node, 0)
        }
      }
    } else {
      const from = requiredSpecifier(value)
      if (from) this.#stars.push({ from, ...range })
      else {
        this.#exportValue('default', value, range)
        this.#openExports = true
        this.#isOneValue = true
      }
    }
    return true
  }

  #exportValue(name: string, value: Node, range: { start: number; end: number }): void {
    const binding = value.type === 'Identifier' ? this.#file.scopes.topLevel(value.name) : undefined
    if (binding) {
      const required = requiredImport(binding.declaration, binding.name)
      if (required)
        this.#exports.push({ kind: 're-export', name, ...required, start: range.start, end: range.end })
      else
        this.#exports.push({ kind: 'local', name, local: binding.name, start: range.start, end: range.end })
      return
    }
    if (value.type === 'FunctionExpression') this.#heldByExports.add(value)
    const local = `exports.${name}`
    const owner = isClass(value)
      ? this.#class(value, [local], range)
      : this.#unit('variable', [local], range, range.start)
    this.#exports.push({ kind: 'local', name, local, start: range.start, end: range.end })
    if (!isClass(value)) this.#initialiser(value, owner)
  }

  /** Declares what the statement declares; false when it declares nothing. */
  #declare(node: Node, exporting?: Node): boolean {
    const isDefault = exporting?.type === 'ExportDefaultDeclaration'
    const range = exporting ?? node
    const exported = (names: readonly string[]) => {
      if (!exporting) return
      for (const local of names) {
        const name = isDefault ? 'default' : local
        this.#exports.push({ kind: 'local', name, local, start: range.start, end: range.end })
      }
    }
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'TSDeclareFunction': {
        const names = [node.id?.name ?? 'default']
        const unit = this.#unit('function', names, range, node.id?.start ?? node.start)
        exported(names)
        this.#visitChildren(node, unit)
        return true
      }
      case 'ClassDeclaration': {
        const names = [node.id?.name ?? 'default']
        exported(names)
        this.#class(node, names, range)
        return true
      }
      case 'VariableDeclaration': {
        if (node.declare) return true
        for (const declarator of node.declarations) {
          const identifiers = bindingNames(declarator.id)
          const names = identifiers.map((identifier) => (identifier as { name: string }).name)
          exported(names)
          const isOnly = node.declarations.length === 1
          const own = isOnly ? range : declarator
          const held = classOf(declarator as Node)
          if (held) {
            this.#class(held, names, own, declarator.id.start)
            continue
          }
          const unit = this.#unit('variable', names, own, identifiers[0]?.start ?? declarator.start)
          this.#visit(declarator.id as Node, unit)
          if (declarator.init) this.#initialiser(declarator.init as Node, unit)
        }
        return true
      }
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration': {
        const unit = this.#unit('type', [node.id.name], range, node.id.start)
        if (node.type === 'TSInterfaceDeclaration') this.#shape(node.body.body as Node[], unit)
        exported([node.id.name])
        this.#visitChildren(node, unit)
        return true
      }
      case 'TSEnumDeclaration':
        exported([node.id.name])
        this.#enum(node, range)
        return true
      case 'TSModuleDeclaration': {
        if (node.id.type !== 'Identifier' || node.kind === 'global') return false
        const unit = this.#unit('namespace', [node.id.name], range, node.id.start)
        this.#units[unit]!.pure = node.declare === true || isPureNamespace(node)
        exported([node.id.name])
        this.#visitChildren(node, unit)
        return true
      }
      case 'TSImportEqualsDeclaration': {
        const reference = node.moduleReference as Node
        if (reference.type === 'TSExternalModuleReference') {
          const from = stringValue(reference.expression as Node)
          if (from) this.#units[0]!.imports.push({ from })
        } else this.#visit(reference, 0)
        return true
      }
      default:
        return false
    }
  }

  /** An initialiser belongs to its variable; what it runs at load happens whether or not anybody reads that. */
  #initialiser(init: Node, unit: number): void {
    this.#visit(init, unit)
    if (isPure(init) || dynamicSpecifier(init) || requiredSpecifier(init)) return
    this.#units[unit]!.pure = false
    this.#visit(init, 0)
    this.#hasEffects = true
  }

  #class(node: Node, names: string[], range: { start: number; end: number }, nameStart?: number): number {
    if (!isClass(node)) throw new TypeError('not a class')
    const decorated = (node.decorators ?? []).length > 0 ? 'a decorator may use it' : undefined
    const owner = this.#unit('class', names, range, nameStart ?? node.id?.start ?? node.start, {
      ...(decorated && { dynamic: decorated }),
    })
    const draft = this.#units[owner]!
    draft.pure = isPureClass(node)
    if (node.superClass) draft.base = this.#heritage(node.superClass as Node)
    const contracts = (node.implements ?? []).map((entry) => this.#heritage(entry.expression as Node))
    if (contracts.length > 0) draft.contracts = contracts
    for (const part of [
      ...(node.decorators ?? []),
      node.superClass,
      node.typeParameters,
      node.superTypeArguments,
    ])
      if (part) this.#visit(part as Node, owner)
    for (const implemented of node.implements ?? []) this.#visit(implemented as Node, owner)
    for (const member of node.body.body as Node[]) this.#member(member, owner, decorated)
    return owner
  }

  /** An import, a name of the file or a global; `null` for an expression. */
  #heritage(expression: Node): number | string | null {
    const bare = unwrap(expression)
    return bare.type === 'Identifier' ? (this.#target(bare) ?? bare.name) : null
  }

  #member(member: Node, owner: number, decorated: string | undefined): void {
    const isNamed =
      member.type === 'MethodDefinition' ||
      member.type === 'PropertyDefinition' ||
      member.type === 'AccessorProperty' ||
      member.type === 'TSAbstractMethodDefinition' ||
      member.type === 'TSAbstractPropertyDefinition'
    const name = isNamed && !member.computed ? keyName(member.key) : undefined
    if (!isNamed || name === undefined || name === 'constructor') {
      this.#visit(member, owner)
      return
    }
    const isAbstract = member.type.startsWith('TSAbstract')
    const reflected = (member.decorators ?? []).length > 0 ? 'a decorator may use it' : decorated
    const decorators = (member.decorators ?? []).flatMap((decorator) => {
      const called = unwrap(decorator.expression as Node)
      const named = called.type === 'CallExpression' ? unwrap(called.callee) : called
      const target = named.type === 'Identifier' ? this.#target(named) : undefined
      return typeof target === 'number' ? [target] : []
    })
    const unit = this.#unit('class-member', [name], member, member.key.start, {
      parent: owner,
      ...(decorators.length > 0 && { decorators }),
      ...(reflected && { dynamic: reflected }),
      ...((member.accessibility === 'private' || name.startsWith('#')) && { isPrivate: true }),
      ...(member.static && { isStatic: true }),
      ...(member.type === 'PropertyDefinition' && { isField: true }),
    })
    for (const decorator of member.decorators ?? []) this.#visit(decorator as Node, owner)
    const value = member.value as Node | null
    const isField = member.type === 'PropertyDefinition' || member.type === 'AccessorProperty'
    this.#visitChildren(member, unit)
    if (isAbstract) return
    if (isField && value && !isPure(value)) {
      this.#units[unit]!.pure = false
      this.#visit(value, owner)
    }
  }

  #enum(node: Node, range: { start: number; end: number }): void {
    if (node.type !== 'TSEnumDeclaration') return
    const owner = this.#unit('enum', [node.id.name], range, node.id.start)
    for (const member of node.body.members) {
      const name = member.id.type === 'Identifier' ? member.id.name : stringValue(member.id as Node)
      if (name === undefined) continue
      const unit = this.#unit('enum-member', [name], member, member.id.start, { parent: owner })
      if (member.initializer) this.#visit(member.initializer as Node, unit)
    }
  }

  // --- inside

  #visitChildren(node: Node, unit: number): void {
    for (const child of childrenOf(node)) this.#visit(child, unit)
  }

  #visit(node: Node, unit: number): void {
    const isBody = node.type === 'BlockStatement' && isFunction(node.parent)
    if (isBody) this.#bodies += 1
    this.#look(node, unit)
    if (isBody) this.#bodies -= 1
  }

  #look(node: Node, unit: number): void {
    switch (node.type) {
      case 'Identifier':
      case 'JSXIdentifier':
        this.#identifier(node, unit)
        break
      case 'MemberExpression':
        this.#access(node, unit)
        if (this.#isOwnExports(node)) this.#ownExports(node, unit)
        break
      case 'ThisExpression':
        if (this.#isOwnExports(node)) this.#ownExports(node, unit)
        break
      case 'ObjectPattern':
        this.#pattern(node, unit)
        break
      case 'ImportExpression':
        this.#dynamicImport(node, unit)
        if (stringValue(node.source as Node) !== undefined) return
        break
      case 'CallExpression':
      case 'NewExpression':
        for (const argument of node.arguments) this.#handOver(node.callee as Node, argument as Node, unit)
        this.#nameMethods(node, unit)
        if (this.#isMock(node)) {
          for (const argument of node.arguments.slice(1)) this.#visit(argument as Node, unit)
          return
        }
        this.#load(node, unit)
        if (calleeName(node.callee) === 'require' && stringValue(node.arguments[0] as Node) !== undefined) {
          this.#visit(node.callee as Node, unit)
          return
        }
        break
      case 'TSImportType':
        this.#typeImport(node, unit)
        if (node.typeArguments) this.#visit(node.typeArguments as Node, unit)
        return
      case 'TSIndexedAccessType': {
        const index = node.indexType as Node
        const key = index.type === 'TSLiteralType' ? stringValue(index.literal as Node) : undefined
        if (key !== undefined) this.#units[unit]!.loose.add(key)
        break
      }
      case 'ObjectExpression':
        for (const property of node.properties) {
          const key = property.type === 'Property' && !property.computed ? keyName(property.key) : undefined
          if (key !== undefined) this.#units[unit]!.written.add(key)
        }
        break
      case 'TSTypeLiteral':
        this.#shape(node.members as Node[], unit)
        break
      case 'Literal':
        if (typeof node.value === 'string') {
          this.#string(node.value)
          if (isBelowPackages(node)) this.#strings.add(`node_modules/${node.value}`)
        }
        return
      case 'TemplateElement':
        if (node.value.raw.includes('node_modules/')) this.#string(node.value.raw)
        return
      case 'TemplateLiteral':
        if (node.expressions.length === 0) this.#string(node.quasis[0]?.value.cooked ?? '')
        break
    }
    this.#visitChildren(node, unit)
  }

  /** `clientDatabase({ …, standIn: { query: 'all' } })` and `databaseThrough({ …, methods: { query: 'all' } })`. */
  #nameMethods(call: Node & { type: 'CallExpression' | 'NewExpression' }, unit: number): void {
    const options = call.arguments[0] && unwrap(call.arguments[0] as Node)
    if (!/^(clientDatabase|databaseThrough)$/.test(calleeName(call.callee) ?? '')) return
    if (options?.type !== 'ObjectExpression') return
    for (const property of options.properties) {
      if (property.type !== 'Property' || !/^(standIn|methods)$/.test(keyName(property.key) ?? '')) continue
      const methods = unwrap(property.value)
      if (methods.type !== 'ObjectExpression') continue
      const names = methods.properties.flatMap((each) =>
        each.type === 'Property' ? (stringValue(each.value as Node) ?? []) : [],
      )
      const draft = this.#units[unit]!
      draft.calledByName = [...(draft.calledByName ?? []), ...names]
    }
  }

  #shape(members: readonly Node[], unit: number): void {
    const required: string[] = []
    const optional: string[] = []
    for (const member of members) {
      if (member.type !== 'TSPropertySignature' && member.type !== 'TSMethodSignature') continue
      const name = member.computed ? undefined : keyName(member.key as Node)
      if (name !== undefined) (member.optional ? optional : required).push(name)
    }
    const draft = this.#units[unit]!
    draft.shapes = [...(draft.shapes ?? []), { required, optional }]
  }

  #string(text: string): void {
    if (text.length > 1 && text.length <= 120 && /^[\w$#]+$|^[@\w./-]*[./][\w./-]*$/.test(text))
      this.#strings.add(text)
  }

  /** The import or top-level declaration that an identifier names. */
  #target(identifier: Node): number | string | undefined {
    const binding = this.#file.scopes.resolve(identifier)
    if (!binding) {
      const { name } = identifier as { name: string }
      return this.#namespaces.has(name) && isObjectPosition(identifier) ? name : undefined
    }
    if (binding.scope !== (this.#file.program as Node)) return undefined
    return this.#importOf.get(binding.declaration) ?? binding.name
  }

  #identifier(node: Node, unit: number): void {
    const binding = this.#file.scopes.resolve(node)
    if (!binding && isGlobalExports(node)) this.#ownExports(node, unit)
    if (binding?.identifier === node) return
    const to = this.#target(node)
    if (to === undefined) return
    const parent = node.parent
    if (parent?.type === 'ExportSpecifier') return
    this.#refer(unit, { to, ...position(node) })
    if (parent?.type === 'VariableDeclarator' && parent.init === node && parent.id.type === 'ObjectPattern') {
      for (const name of patternKeys(parent.id)) this.#refer(unit, { to, member: name })
    }
  }

  /** `exports`, `module.exports`, and `this` in a function that they hold. */
  #isOwnExports(node: Node): boolean {
    if (node.type === 'MemberExpression') return this.#file.textOf(node) === 'module.exports'
    if (!/\bexports\b/.test(this.#file.text)) return false
    for (let around = node.parent; around; around = around.parent) {
      if (around.type === 'FunctionDeclaration') return memberOf(node) !== undefined
      if (around.type === 'FunctionExpression') return this.#heldByExports.has(around)
      if (around.type === 'PropertyDefinition') return false
    }
    return false
  }

  /** What a module takes of its own exports is in use like what others import. */
  #ownExports(node: Node, unit: number): void {
    const outer = outermost(node)
    const name = memberOf(outer)
    if (isAssigned(name === undefined ? outer : outer.parent!) || isOnlyShaped(outer)) return
    const from = `./${posix.basename(this.#file.path)}`
    const names = name === undefined ? this.#namesTaken(node) : [name]
    this.#units[unit]!.imports.push({ from, ...(names && { names }) })
  }

  #refer(unit: number, given: Reference): void {
    const reference: Reference = this.#bodies > 0 ? given : { ...given, inSignature: true }
    const { to, member = '', isType, whole, ofInstance, inSignature, handedTo = '' } = reference
    const flags = [isType, whole, ofInstance, inSignature].map(Number).join('')
    this.#units[unit]!.references.set(`${to} ${member} ${flags} ${handedTo}`, reference)
  }

  #access(node: Node, unit: number): void {
    if (node.type !== 'MemberExpression') return
    const object = unwrap(node.object)
    const name = memberName(node)
    const owner = this.#hints.of(object)
    if (name === undefined) {
      if (owner !== undefined) this.#refer(unit, { to: owner, whole: true, ofInstance: true })
      return
    }
    if (owner !== undefined) this.#refer(unit, { to: owner, member: name, ofInstance: true })
    else if (object.type !== 'Identifier' || this.#target(object) === undefined)
      this.#units[unit]!.loose.add(name)
  }

  #pattern(node: Node, unit: number): void {
    const parent = node.parent
    const init = parent?.type === 'VariableDeclarator' ? parent.init : undefined
    const owner = init ? this.#hints.of(unwrap(init as Node)) : undefined
    if (owner !== undefined && hasRest(node)) this.#refer(unit, { to: owner, whole: true, ofInstance: true })
    for (const name of patternKeys(node)) {
      if (owner !== undefined) this.#refer(unit, { to: owner, member: name, ofInstance: true })
      else this.#units[unit]!.loose.add(name)
    }
  }

  #dynamicImport(node: Node, unit: number): void {
    if (node.type !== 'ImportExpression') return
    const from = stringValue(node.source as Node)
    if (from !== undefined) {
      const names = this.#namesTaken(node)
      this.#units[unit]!.imports.push({ from, ...(names && { names }) })
    } else this.#units[unit]!.imports.push({ from: patternOf(node.source as Node), isPattern: true })
  }

  /** What is taken from `await import(…)` or `require(…)`; undefined for everything. */
  #namesTaken(node: Node): string[] | undefined {
    const outer = outermost(node)
    const awaited = outer.parent?.type === 'AwaitExpression' ? outermost(outer.parent) : outer
    const parent = awaited.parent
    if (parent?.type === 'ExpressionStatement') return []
    if (parent?.type === 'MemberExpression') {
      const name = memberName(parent)
      if (name !== 'then') return name === undefined ? undefined : [name]
      const call = parent.parent
      const callback = call?.type === 'CallExpression' ? (call.arguments[0] as Node | undefined) : undefined
      const parameter = isFunction(callback) ? (callback.params[0] as Node | undefined) : undefined
      return parameter && this.#namesOfHolder(parameter)
    }
    if (parent?.type === 'VariableDeclarator' && parent.init === awaited)
      return this.#namesOfHolder(parent.id)
    return undefined
  }

  #namesOfHolder(pattern: Node): string[] | undefined {
    if (pattern.type === 'ObjectPattern') {
      return pattern.properties.some((property) => property.type === 'RestElement')
        ? undefined
        : patternKeys(pattern)
    }
    if (pattern.type !== 'Identifier') return undefined
    const binding = this.#file.scopes.lookup(pattern, pattern.name)
    const names: string[] = []
    for (const reference of binding?.references ?? []) {
      const { parent } = reference
      const name = parent?.type === 'MemberExpression' ? memberName(parent) : undefined
      if (name === undefined) return undefined
      names.push(name)
    }
    return names
  }

  #typeImport(node: Node, unit: number): void {
    if (node.type !== 'TSImportType') return
    const from = stringValue(node.source as Node)
    if (from === undefined) return
    const first = node.qualifier && firstName(node.qualifier as Node)
    this.#units[unit]!.imports.push({ from, ...(first && { names: [first] }) })
  }

  /** Instances among the arguments, also inside of literals. */
  #handOver(callee: Node, argument: Node, unit: number): void {
    const value = unwrap(argument)
    if (value.type === 'ObjectExpression') {
      for (const property of value.properties)
        this.#handOver(callee, property.type === 'SpreadElement' ? property.argument : property.value, unit)
    } else if (value.type === 'ArrayExpression') {
      for (const element of value.elements) if (element) this.#handOver(callee, element as Node, unit)
    } else if (/^(Identifier|NewExpression|ThisExpression|MemberExpression)$/.test(value.type)) {
      const to = this.#hints.of(value)
      const root = to === undefined ? undefined : rootOf(callee)
      if (to === undefined || root?.type !== 'Identifier') return
      const target = this.#file.scopes.resolve(root) ? this.#target(root) : root.name
      if (target === undefined || target === 'console' || target === 'inject') return
      this.#refer(unit, { to, ofInstance: true, handedTo: target })
    }
  }

  #load(node: Node, unit: number): void {
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return
    const first = node.arguments[0] as Node | undefined
    if (!first) return
    const callee = this.#file.text.slice(node.callee.start, Math.min(node.callee.end, node.callee.start + 40))
    const text = stringValue(first)
    if (callee === 'require') {
      if (text === undefined) this.#units[unit]!.imports.push({ from: patternOf(first), isPattern: true })
      else {
        const names = this.#namesTaken(node)
        this.#units[unit]!.imports.push({ from: text, ...(names && { names }) })
      }
      return
    }
    if (text === undefined) return
    if (callee === 'import.meta.glob' || callee === 'require.context')
      this.#units[unit]!.imports.push({ from: text, isPattern: true })
    const loads =
      /^(require\.resolve|import\.meta\.resolve|fork|(\w+\.)?fork|Worker|(vi|jest)\.(importActual|requireActual|importOriginal))$/
    const isUrl = callee === 'URL' && node.arguments.length > 1
    if (loads.test(callee) || isUrl) this.#units[unit]!.imports.push({ from: text })
  }

  /** Mocking a module is no use of it. */
  #isMock(node: Node): boolean {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false
    return /^(vi|vitest|jest|mock)\.((do|un|doUn|unstable_)?[mM]ock|module|mockModule)$/.test(
      this.#file.textOf(node.callee),
    )
  }

  /** Names declared inside functions that nothing refers to. */
  #locals(): void {
    for (const binding of this.#file.scopes.bindings()) {
      if (!isUnusedLocal(binding, this.#file.program as Node)) continue
      const { declaration, name, identifier } = binding
      const isDeclarator = declaration.type === 'VariableDeclarator'
      const statement = isDeclarator ? declaration.parent! : declaration
      const isOnly = isDeclarator && (statement as { declarations: unknown[] }).declarations.length === 1
      const unit = this.#unit('local', [name], isOnly ? statement : declaration, identifier.start)
      this.#units[unit]!.pure =
        !isDeclarator ||
        (isOnly && declaration.id.type === 'Identifier' && isPure(declaration.init as Node | null))
    }
  }
}

function isUnusedLocal(binding: Binding, program: Node): boolean {
  const { declaration, kind, name, references, scope } = binding
  if (scope === program || references.length > 0 || name.startsWith('_')) return false
  if (kind === 'function' || kind === 'class')
    return declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration'
  if (kind !== 'variable' || declaration.type !== 'VariableDeclarator') return false
  const statement = declaration.parent
  const loop = statement?.parent?.type
  if (loop === 'ForOfStatement' || loop === 'ForInStatement' || loop === 'ForStatement') return false
  for (let node: Node | null | undefined = declaration.parent; node; node = node.parent)
    if (node.type === 'TSModuleBlock') return false
  return declaration.id.type === 'Identifier'
}

/** The identifier that `a.b().c` starts with. */
function rootOf(callee: Node): Node {
  const node = unwrap(callee)
  if (node.type === 'MemberExpression') return rootOf(node.object)
  return node.type === 'CallExpression' ? rootOf(node.callee as Node) : node
}

function nameOf(node: Node): string {
  return node.type === 'Literal' ? String(node.value) : (node as { name: string }).name
}

function firstName(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name
  return node.type === 'TSQualifiedName' ? firstName(node.left) : undefined
}

function patternKeys(pattern: Node): string[] {
  if (pattern.type !== 'ObjectPattern') return []
  return pattern.properties.flatMap((property) => {
    const name = property.type === 'Property' && !property.computed ? keyName(property.key) : undefined
    return name === undefined ? [] : [name]
  })
}

/** `join(root, 'node_modules', 'name')` */
function isBelowPackages(node: Node): boolean {
  const { parent } = node
  if (parent?.type !== 'CallExpression') return false
  const before = parent.arguments[parent.arguments.indexOf(node as never) - 1] as Node | undefined
  return /(^|[/\\])node_modules[/\\]?$/.test(stringValue(before) ?? '')
}

/** The name that is asked of it: `exports.find`. */
function memberOf(node: Node): string | undefined {
  const { parent } = node
  return parent?.type === 'MemberExpression' && parent.object === node ? memberName(parent) : undefined
}

function isAssigned(node: Node): boolean {
  const { parent } = node
  return parent?.type === 'AssignmentExpression' && parent.left === node && parent.operator === '='
}

/** The variable of CommonJS modules, if nothing declares one of that name. */
function isGlobalExports(node: Node): boolean {
  const { parent } = node
  if (node.type !== 'Identifier' || node.name !== 'exports') return false
  if (parent?.type === 'MemberExpression') return parent.object === node || parent.computed
  return parent?.type !== 'Property' || parent.value === node
}

/** `Object.defineProperty(exports, '__esModule', …)`, `typeof exports`. */
function isOnlyShaped(node: Node): boolean {
  const { parent } = node
  if (parent?.type === 'UnaryExpression') return true
  if (parent?.type !== 'CallExpression' || parent.arguments[0] !== node) return false
  return /^(assign|defineProperty|defineProperties|freeze|__exportStar|__createBinding)$/.test(
    calleeName(parent.callee as Node),
  )
}

function isObjectPosition(identifier: Node): boolean {
  const { parent } = identifier
  if (parent?.type === 'MemberExpression') return parent.object === identifier
  if (parent?.type === 'TSQualifiedName') return parent.left === identifier
  return parent?.type === 'TSTypeReference' || parent?.type === 'TSTypeQuery'
}

/** How a reference uses what it names. */
function position(node: Node): Omit<Reference, 'to'> {
  const parent = node.parent
  switch (parent?.type) {
    case 'MemberExpression': {
      if (parent.object !== node) return { whole: true }
      const name = memberName(parent)
      return name === undefined ? { whole: true } : { member: name }
    }
    case 'TSQualifiedName':
      return { member: parent.right.name, isType: true }
    case 'JSXMemberExpression':
      return { member: parent.property.name }
    case 'TSTypeQuery':
      return { isType: true, whole: true }
    case 'TSTypeReference':
    case 'TSClassImplements':
    case 'TSInterfaceHeritage':
      return { isType: true }
    case 'NewExpression':
    case 'CallExpression':
      return parent.callee === node || isInjection(parent) ? {} : { whole: true }
    case 'ClassDeclaration':
    case 'ClassExpression':
    case 'JSXOpeningElement':
    case 'JSXClosingElement':
    case 'Decorator':
      return {}
    case 'BinaryExpression':
      return parent.operator === 'instanceof' ? {} : { whole: true }
    case 'VariableDeclarator':
      return parent.id.type === 'ObjectPattern' && !hasRest(parent.id) ? {} : { whole: true }
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return {}
    default:
      return { whole: true }
  }
}

function isInjection(call: Node): boolean {
  return (
    call.type === 'CallExpression' && call.callee.type === 'Identifier' && /^inject$/.test(call.callee.name)
  )
}

function hasRest(pattern: Node): boolean {
  return pattern.type === 'ObjectPattern' && pattern.properties.some((entry) => entry.type === 'RestElement')
}

/** A glob of the parts of a template or concatenation that are known. */
function patternOf(source: Node): string {
  const node = unwrap(source)
  if (node.type === 'TemplateLiteral') return node.quasis.map((part) => part.value.cooked ?? '').join('*')
  if (node.type === 'BinaryExpression' && node.operator === '+')
    return patternOf(node.left as Node) + patternOf(node.right)
  const text = stringValue(node)
  if (text !== undefined) return text
  if (node.type === 'CallExpression' && /\b(join|resolve)$/.test(calleeName(node.callee)))
    return node.arguments.map((argument) => patternOf(argument as Node)).join('/')
  return '*'
}

function calleeName(callee: Node): string {
  if (callee.type === 'Identifier') return callee.name
  return callee.type === 'MemberExpression' ? (memberName(callee) ?? '') : ''
}

const typeImport = /\bimport\(\s*(['"])([^'"]+)\1\s*\)(?:\.([\w$]+))?/g
const importTag = /@import\s+([^@]*?)\s*\bfrom\s+(['"])([^'"]+)\2/g

/** Where JavaScript takes types from: `@type {import('x').Y}`, `@import { Y } from 'x'`. */
function* importsInTypeComments({ text, comments }: SourceFile): Iterable<DynamicImport> {
  for (const { start, end } of comments) {
    const comment = text.slice(start, end)
    if (!comment.startsWith('/**')) continue
    for (const [, , from, name] of comment.matchAll(typeImport))
      yield { from: from!, ...(name && { names: [name] }) }
    for (const [, names, , from] of comment.matchAll(importTag)) {
      const listed = /^\{([^}]*)\}$/.exec(names!)?.[1]
      const taken = listed?.match(/[\w$]+(?=\s*(?:,|$|\s+as\b))/g)
      yield { from: from!, ...(taken && { names: taken }) }
    }
  }
}

const starters = /\b(?:node|bun|deno|tsx|ts-node|vite-node)\b(?:\s+--?\S+|\s+run)*\s+([\w./@-]+)/g

function saysHowToRun({ path, text, comments }: SourceFile): boolean {
  const bare = (file: string) => posix.basename(file).replace(/\.[cm]?[jt]sx?$/, '')
  return comments.some(({ start, end }) =>
    [...text.slice(start, end).matchAll(starters)].some(([, started]) => bare(started!) === bare(path)),
  )
}
