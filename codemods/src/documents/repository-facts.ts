import { extendsRepository, runtimePackage } from '../repositories/extends-repository.js'
import type { SqlAnalyzer } from '../sql/sql-analyzer.js'
import { importedBinding } from '../survey/imported-binding.js'
import { type AnyFunction, isClass, keyName, type Node, stringValue, walk } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import { isTestFile } from '../survey/project-files.js'
import type { SourceFile } from '../survey/source-file.js'
import { textOrder } from '../text-order.js'

export interface RepositoryFacts {
  readonly file: string
  readonly className: string
  /** First paragraph of its doc comment. */
  readonly summary?: string
  readonly methods: readonly MethodFacts[]
  /** Interfaces and type aliases of its file, as written. */
  readonly types: readonly string[]
  readonly reads: readonly string[]
  readonly writes: readonly string[]
  /** Production files that take it, sorted. */
  readonly callers: readonly string[]
}

export interface MethodFacts {
  readonly name: string
  readonly summary?: string
  /** `(id: string): Promise<ModelRow | null>` */
  readonly signature: string
  readonly statements: readonly string[]
  readonly reads: readonly string[]
  readonly writes: readonly string[]
  /** True when part of its SQL is put together at run time, so that the tables may be more. */
  readonly isDynamic: boolean
  readonly isCached: boolean
}

/** Every class of the project's production code that extends the runtime's `Repository`, by name. */
export async function repositoryFacts(project: Project, analyzer: SqlAnalyzer): Promise<RepositoryFacts[]> {
  const found: RepositoryFacts[] = []
  for (const path of new Set(project.graph.importersOfPackage(runtimePackage))) {
    const file = isTestFile(path) ? undefined : project.source(path)
    if (!file?.text.includes('Repository')) continue
    for (const statement of file.program.body as Node[]) {
      const declaration =
        statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
          ? (statement.declaration as Node | null)
          : statement
      if (!isClass(declaration) || !declaration.id || !extendsRepository(project, file, declaration)) continue
      found.push(await factsOf(project, analyzer, file, declaration, statement))
    }
  }
  return found.sort((a, b) => textOrder(a.className, b.className) || textOrder(a.file, b.file))
}

async function factsOf(
  project: Project,
  analyzer: SqlAnalyzer,
  file: SourceFile,
  declaration: Node,
  statement: Node,
): Promise<RepositoryFacts> {
  if (!isClass(declaration)) throw new TypeError('A class is needed.')
  const methods: MethodFacts[] = []
  for (const member of declaration.body.body as Node[]) {
    const method = await methodFacts(analyzer, file, member)
    if (method) methods.push(method)
  }
  const className = declaration.id!.name
  const summary = docSummary(file, statement)
  return {
    file: file.path,
    className,
    ...(summary && { summary }),
    methods,
    types: typesOf(file),
    reads: merged(methods.map(({ reads }) => reads)),
    writes: merged(methods.map(({ writes }) => writes)),
    callers: callersOf(project, file.path, className),
  }
}

async function methodFacts(
  analyzer: SqlAnalyzer,
  file: SourceFile,
  member: Node,
): Promise<MethodFacts | undefined> {
  if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') return undefined
  if (member.static || (member.accessibility ?? 'public') !== 'public') return undefined
  if (member.type === 'MethodDefinition' && member.kind !== 'method') return undefined
  const name = keyName(member.key)
  if (name === undefined || name.startsWith('#') || !member.value) return undefined
  const statements: string[] = []
  let isDynamic = false
  walk(member.value as Node, (node) => {
    const constant =
      node.type === 'Literal' || node.type === 'TemplateLiteral' ? stringValue(node) : undefined
    if (constant !== undefined && isSql(constant)) statements.push(constant)
    else if (node.type === 'TemplateLiteral' && isSql(node.quasis[0]?.value.raw ?? '')) isDynamic = true
    return true
  })
  if (member.type === 'PropertyDefinition' && statements.length === 0 && !isDynamic) return undefined
  const reads = new Set<string>()
  const writes = new Set<string>()
  for (const sql of statements) {
    const analysis = await analyzer.analyze(sql)
    if (!analysis.ok) {
      isDynamic = true
      continue
    }
    const [first, ...others] = analysis.tables
    const isWrite = analysis.kind !== 'select' && analysis.kind !== 'other'
    if (first) (isWrite ? writes : reads).add(first)
    for (const other of others) reads.add(other)
  }
  const summary = docSummary(file, member)
  return {
    name,
    ...(summary && { summary }),
    signature: signatureOf(file, member),
    statements,
    reads: [...reads].sort(textOrder),
    writes: [...writes].sort(textOrder),
    isDynamic,
    isCached: /\bcached\s*\(/.test(file.textOf(member)),
  }
}

function signatureOf(file: SourceFile, member: Node): string {
  if (member.type === 'PropertyDefinition') {
    return member.typeAnnotation ? file.textOf(member.typeAnnotation as Node) : ''
  }
  if (member.type !== 'MethodDefinition') return ''
  const method = member.value as unknown as AnyFunction
  const parameters = method.params.map((parameter) => file.textOf(parameter as Node)).join(', ')
  const returns = method.returnType ? file.textOf(method.returnType as Node) : ''
  return `(${parameters})${returns}`
}

function typesOf(file: SourceFile): string[] {
  return (file.program.body as Node[]).flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : undefined
    const isType =
      declaration?.type === 'TSInterfaceDeclaration' || declaration?.type === 'TSTypeAliasDeclaration'
    return isType ? [file.textOf(declaration as Node)] : []
  })
}

/** Files that import the class, through barrels too. */
function callersOf(project: Project, declaredIn: string, className: string): string[] {
  const callers = new Set<string>()
  const seen = new Set([declaredIn])
  const pending = [declaredIn]
  for (let module = pending.pop(); module !== undefined; module = pending.pop()) {
    for (const importer of project.graph.importersOf(module)) {
      if (seen.has(importer) || isTestFile(importer)) continue
      seen.add(importer)
      const file = project.source(importer)
      if (!file) continue
      if (takes(project, file, declaredIn, className)) callers.add(importer)
      if (project.declarationOf(importer, className)?.file === declaredIn) pending.push(importer)
    }
  }
  return [...callers].sort(textOrder)
}

function takes(project: Project, file: SourceFile, declaredIn: string, className: string): boolean {
  for (const binding of file.scopes.bindings()) {
    if (binding.references.length === 0) continue
    const imported = importedBinding(project, file, binding)
    if (!imported?.target) continue
    if (imported.imported === '*') {
      if (file.text.includes(`${binding.name}.${className}`)) return true
    } else {
      const declared = project.declarationOf(imported.target, imported.imported)
      const node = declared?.export.kind === 'local' ? declared.export.node : undefined
      if (declared?.file === declaredIn && isClass(node) && node.id?.name === className) return true
    }
  }
  return false
}

function docSummary(file: SourceFile, node: Node): string | undefined {
  const comment = file.comments.findLast(
    ({ type, value, end }) =>
      type === 'Block' &&
      value.startsWith('*') &&
      end <= node.start &&
      /^\s*$/.test(file.text.slice(end, node.start)),
  )
  const lines = comment?.value.split('\n').map((line) => line.replace(/^\s*\*+ ?/, '').trim()) ?? []
  const text = lines.join('\n').trim()
  return (
    text
      .split(/\n\s*\n|\n@/)[0]
      ?.replace(/\s+/g, ' ')
      .replace(/^@.*$/, '') || undefined
  )
}

function isSql(text: string): boolean {
  return /^\s*(select|insert|update|delete|with|from|merge)\b/i.test(text)
}

function merged(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())].sort(textOrder)
}
