import { isClass, isFunction, keyName, type Node, stringValue, unwrap } from './nodes.js'
import { assignedTo, bindingNames } from './scopes.js'
import type { SourceFile } from './source-file.js'

export type Export =
  /** `node` is the declaration (function, class, declarator, type) or the exported expression. */
  | { readonly kind: 'local'; readonly name: string; readonly node: Node; readonly local?: string }
  | { readonly kind: 're-export'; readonly name: string; readonly from: string; readonly imported: string }

export interface ModuleExports {
  readonly named: ReadonlyMap<string, Export>
  /** Specifiers of `export * from`. */
  readonly stars: readonly string[]
  /** The value in `module.exports = …` or `export = …`: what `require` gives. */
  readonly assigned?: Node
}

/** What a module exports: ESM, `module.exports = …` and `exports.name = …`. */
export function exportsOf(file: SourceFile): ModuleExports {
  const named = new Map<string, Export>()
  const stars: string[] = []
  let assigned: Node | undefined
  for (const statement of file.program.body) {
    switch (statement.type) {
      case 'ExportNamedDeclaration':
        if (statement.declaration) {
          for (const [name, node] of declared(statement.declaration))
            named.set(name, { kind: 'local', name, node })
        }
        for (const specifier of statement.specifiers) {
          const name = nameOf(specifier.exported)
          const local = nameOf(specifier.local)
          if (statement.source) {
            named.set(name, { kind: 're-export', name, from: statement.source.value, imported: local })
          } else addLocal(name, local)
        }
        break
      case 'ExportDefaultDeclaration': {
        const declaration = statement.declaration as Node
        if (declaration.type === 'Identifier') addLocal('default', declaration.name)
        else named.set('default', { kind: 'local', name: 'default', node: declaration })
        break
      }
      case 'ExportAllDeclaration':
        if (statement.exported) {
          const name = nameOf(statement.exported)
          named.set(name, { kind: 're-export', name, from: statement.source.value, imported: '*' })
        } else stars.push(statement.source.value)
        break
      case 'ExpressionStatement':
        commonJs(statement.expression as Node)
        break
      case 'VariableDeclaration':
        // `const Repo = module.exports = class { … }`
        for (const { init } of statement.declarations) if (init) commonJs(unwrap(init as Node))
        break
      case 'TSExportAssignment':
        assigned = statement.expression as Node
        addLocalOrNode('default', assigned)
        break
    }
  }
  return { named, stars, ...(assigned && { assigned }) }

  function addLocal(name: string, local: string): void {
    const binding = file.scopes.topLevel(local)
    if (!binding) return
    const declaration = binding.declaration
    const importing = declaration.parent
    if (binding.kind === 'import' && importing?.type === 'ImportDeclaration') {
      const imported =
        declaration.type === 'ImportSpecifier'
          ? nameOf(declaration.imported)
          : declaration.type === 'ImportDefaultSpecifier'
            ? 'default'
            : '*'
      named.set(name, { kind: 're-export', name, from: importing.source.value, imported })
      return
    }
    const required = requiredImport(declaration, local)
    if (required) named.set(name, { kind: 're-export', name, ...required })
    else named.set(name, { kind: 'local', name, node: declaration, local })
  }

  function commonJs(expression: Node): void {
    if (expression.type !== 'AssignmentExpression' || expression.left.type !== 'MemberExpression') return
    const target = file.textOf(expression.left)
    const value = lastAssigned(expression.right)
    if (target === 'module.exports') assigned = value
    if (expression.right.type === 'AssignmentExpression') commonJs(expression.right)
    if (target === 'module.exports' && value.type === 'ObjectExpression') {
      for (const property of value.properties) {
        if (property.type === 'SpreadElement') {
          const from = requiredSpecifier(property.argument)
          if (from) stars.push(from)
          continue
        }
        const name = keyName(property.key)
        if (!name) continue
        const exported = unwrap(property.value)
        if (exported.type === 'Identifier') addLocalOrNode(name, exported)
        else named.set(name, { kind: 'local', name, node: exported })
      }
    } else if (target === 'module.exports') {
      const from = requiredSpecifier(value)
      if (from) stars.push(from)
      else {
        addLocalOrNode('default', value)
        for (const [name, fn] of gatheredFunctions(file, value)) if (!named.has(name)) addLocal(name, fn)
      }
    } else {
      const name = /^(?:module\.)?exports\.([\w$]+)$/.exec(target)?.[1]
      if (name) addLocalOrNode(name, value)
    }
  }

  function addLocalOrNode(name: string, value: Node): void {
    const binding = value.type === 'Identifier' ? file.scopes.topLevel(value.name) : undefined
    const required = binding && requiredImport(binding.declaration, binding.name)
    if (required) named.set(name, { kind: 're-export', name, ...required })
    else
      named.set(name, {
        kind: 'local',
        name,
        node: binding?.declaration ?? value,
        ...(binding && { local: binding.name }),
      })
  }
}

/** The functions of a module that the object gathers which it exports: `const db = { …models, query }; module.exports = db`. */
function gatheredFunctions(file: SourceFile, exported: Node): [string, string][] {
  const binding = exported.type === 'Identifier' ? file.scopes.topLevel(exported.name) : undefined
  const init = binding?.declaration.type === 'VariableDeclarator' ? binding.declaration.init : undefined
  if (!binding || !init || init.type !== 'ObjectExpression' || assignedTo(binding).length > 0) return []
  return init.properties.flatMap((property): [string, string][] => {
    if (property.type !== 'Property' || property.value.type !== 'Identifier') return []
    const name = keyName(property.key)
    const gathered = file.scopes.topLevel(property.value.name)
    const isOwn = gathered !== undefined && functionOf(gathered.declaration) !== undefined
    return name !== undefined && isOwn ? [[name, gathered.name]] : []
  })
}

/** The value at the end of `module.exports = exports.default = value`. */
function lastAssigned(node: Node): Node {
  const value = unwrap(node)
  return value.type === 'AssignmentExpression' ? lastAssigned(value.right) : value
}

function nameOf(node: Node): string {
  return node.type === 'Literal' ? String(node.value) : (node as { name: string }).name
}

function declared(declaration: Node): [string, Node][] {
  if (declaration.type === 'VariableDeclaration') {
    return declaration.declarations.flatMap((declarator) =>
      bindingNames(declarator.id).map((name): [string, Node] => [
        (name as { name: string }).name,
        declarator,
      ]),
    )
  }
  const id = (declaration as { id?: Node | null }).id
  return id?.type === 'Identifier' ? [[id.name, declaration]] : []
}

/** The specifier in `require('x')`, `createRequire(import.meta.url)('x')`. */
export function requiredSpecifier(node: Node | null | undefined): string | undefined {
  if (!node) return undefined
  const call = unwrap(node)
  if (call.type !== 'CallExpression') return undefined
  const callee = unwrap(call.callee)
  const requires =
    callee.type === 'CallExpression'
      ? isNamed(callee.callee, /^createRequire$/)
      : isNamed(callee, requireName)
  return requires ? stringValue(call.arguments[0]) : undefined
}

/** `require` by the names that `createRequire` and bundlers give it. */
const requireName = /^(?:require|\w*_require|\w+Require|__non_webpack_require__)$/

function isNamed(node: Node, pattern: RegExp): boolean {
  return node.type === 'Identifier' && pattern.test(node.name)
}

/** The specifier in `import('x')` or `await import('x')`. */
export function dynamicSpecifier(node: Node | null | undefined): string | undefined {
  if (!node) return undefined
  const bare = unwrap(node)
  if (bare.type === 'AwaitExpression') return dynamicSpecifier(bare.argument)
  return bare.type === 'ImportExpression' ? stringValue(bare.source) : undefined
}

/** What a declarator of `const { a: b } = require('x')` or `= await import('x')` binds under a local name. */
export function requiredImport(
  declarator: Node,
  local: string,
): { readonly from: string; readonly imported: string } | undefined {
  if (declarator.type !== 'VariableDeclarator' || !declarator.init) return undefined
  const from = requiredSpecifier(declarator.init) ?? dynamicSpecifier(declarator.init)
  if (from) {
    if (declarator.id.type === 'Identifier') return { from, imported: '*' }
    if (declarator.id.type === 'ObjectPattern') {
      for (const property of declarator.id.properties) {
        if (property.type !== 'Property') continue
        const value = property.value.type === 'AssignmentPattern' ? property.value.left : property.value
        const imported = keyName(property.key)
        if (value.type === 'Identifier' && value.name === local && imported) return { from, imported }
      }
    }
    return undefined
  }
  const init = unwrap(declarator.init)
  if (init.type === 'MemberExpression' && declarator.id.type === 'Identifier') {
    const source = requiredSpecifier(init.object) ?? dynamicSpecifier(init.object)
    const imported = init.computed ? undefined : keyName(init.property)
    if (source && imported) return { from: source, imported }
  }
  return undefined
}

/** The function behind a declaration: itself, or the function a declarator holds. */
export function functionOf(node: Node): Node | undefined {
  if (isFunction(node)) return node
  if (node.type === 'VariableDeclarator' && node.init) {
    const init = unwrap(node.init)
    return isFunction(init) ? init : undefined
  }
  return undefined
}

export function classOf(node: Node): Node | undefined {
  if (isClass(node)) return node
  if (node.type === 'VariableDeclarator' && node.init) {
    const init = unwrap(node.init)
    return isClass(init) ? init : undefined
  }
  return undefined
}
