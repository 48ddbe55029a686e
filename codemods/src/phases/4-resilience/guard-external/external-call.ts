import { importedBinding } from '../../../survey/imported-binding.js'
import { enclosingClass, isClass, keyName, memberName, type Node, unwrap } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import type { SourceFile } from '../../../survey/source-file.js'

/** A call of something outside of the process. */
export interface ExternalCall {
  /** What is guarded: the call, with what is chained to it to get a promise. */
  readonly whole: Node
  readonly call: Node
  readonly kind: 'http' | 'object-store' | 'redis'
  /** `fetch`, or the package. */
  readonly by: string
  /** The expression that holds the client; absent for `fetch`. */
  readonly client: Node | undefined
  /** Where the client is made: `axios.create({ baseURL })`, `new Redis()`. */
  readonly made: Node | undefined
}

/** How the clients of a package are used. */
interface Library {
  readonly kind: ExternalCall['kind']
  /** Exports that are called themselves. */
  readonly callable?: RegExp
  /** Methods that call out, of the exports or of clients that were made. */
  readonly methods: RegExp
  /** Methods of exports that make a client. */
  readonly makers?: RegExp
  /** Classes whose instances are clients. */
  readonly classes?: RegExp
  /** Methods chained to a call that give its promise another value. */
  readonly chained?: RegExp
}

const httpMethods = /^(get|post|put|patch|delete|head|options|request)$/

const libraries: readonly (readonly [package_: RegExp, library: Library])[] = [
  [
    /^(node-fetch|cross-fetch|isomorphic-fetch)$/,
    { kind: 'http', callable: /^(default|fetch)$/, methods: /^$/ },
  ],
  [/^undici$/, { kind: 'http', callable: /^(fetch|request)$/, methods: /^$/ }],
  [
    /^axios$/,
    {
      kind: 'http',
      callable: /^default$/,
      methods: /^(get|post|put|patch|delete|head|options|request|postForm|putForm|patchForm)$/,
      makers: /^create$/,
    },
  ],
  [
    /^(got|ky)$/,
    {
      kind: 'http',
      callable: /^(default|got)$/,
      methods: httpMethods,
      makers: /^(extend|create)$/,
      chained: /^(json|text|buffer|blob|arrayBuffer|formData)$/,
    },
  ],
  [/^@aws-sdk\/client-/, { kind: 'object-store', methods: /^send$/, classes: /Client$/ }],
  [
    /^ioredis$/,
    {
      kind: 'redis',
      // Everything else subscribes, connects, or makes something that calls later.
      methods:
        /^(?!(on|once|off|emit|connect|disconnect|quit|end|duplicate|p?s?(un)?subscribe|monitor|pipeline|multi|defineCommand|(add|remove)\w*Listeners?|\w*Stream|toString|constructor)$)[a-z]\w*$/,
      classes: /^(default|Redis|Cluster)$/,
    },
  ],
]

/** What a call expression calls outside of the process; undefined for any other call. */
export function externalCall(project: Project, file: SourceFile, node: Node): ExternalCall | undefined {
  if (node.type !== 'CallExpression') return undefined
  const callee = unwrap(node.callee)
  if (callee.type === 'Identifier') return calledDirectly(project, file, node, callee)
  if (callee.type !== 'MemberExpression' || callee.optional) return undefined
  const object = unwrap(callee.object)
  const method = memberName(callee)
  if (method === undefined) return undefined
  if (file.textOf(callee) === 'globalThis.fetch' && !file.scopes.resolve(object))
    return { whole: node, call: node, kind: 'http', by: 'fetch', client: undefined, made: undefined }
  const chain = redisChain(project, file, node)
  if (chain) return chain
  const client = clientAt(project, file, object)
  if (!client?.library.methods.test(method)) return undefined
  const { library, by, made } = client
  return { whole: chained(node, library), call: node, kind: library.kind, by, client: object, made }
}

function calledDirectly(
  project: Project,
  file: SourceFile,
  node: Node,
  callee: Node,
): ExternalCall | undefined {
  const binding = file.scopes.resolve(callee)
  if (!binding) {
    return file.textOf(callee) === 'fetch'
      ? { whole: node, call: node, kind: 'http', by: 'fetch', client: undefined, made: undefined }
      : undefined
  }
  const client = clientAt(project, file, callee)
  if (!client) return undefined
  const { library, by, made, exported } = client
  // An export that can be called, or what its maker returned.
  const isCallable = made ? library.makers !== undefined : library.callable?.test(exported ?? '')
  if (!isCallable) return undefined
  const isFetch = library.methods.source === '^$'
  return {
    whole: chained(node, library),
    call: node,
    kind: library.kind,
    by: isFetch ? 'fetch' : by,
    client: isFetch ? undefined : callee,
    made,
  }
}

/** `redis.multi().set(…).exec()`, or `exec` of a variable that holds such a beginning. */
function redisChain(project: Project, file: SourceFile, node: Node): ExternalCall | undefined {
  if (node.type !== 'CallExpression' || memberName(unwrap(node.callee)) !== 'exec') return undefined
  let object: Node | undefined = unwrap((unwrap(node.callee) as { object: Node }).object)
  for (let depth = 0; object && depth < 50; depth += 1) {
    if (object.type === 'Identifier') {
      const declarator: Node | undefined = file.scopes.resolve(object)?.declaration
      object =
        declarator?.type === 'VariableDeclarator' && declarator.init
          ? unwrap(declarator.init as Node)
          : undefined
      if (object?.type === 'Identifier') return undefined
      continue
    }
    const callee: Node | undefined = object.type === 'CallExpression' ? unwrap(object.callee) : undefined
    if (callee?.type !== 'MemberExpression') return undefined
    const inner: Node = unwrap(callee.object)
    if (/^(multi|pipeline)$/.test(memberName(callee) ?? '')) {
      const client = clientAt(project, file, inner)
      return client?.library.kind === 'redis'
        ? { whole: node, call: node, kind: 'redis', by: client.by, client: inner, made: client.made }
        : undefined
    }
    object = inner
  }
  return undefined
}

function chained(call: Node, library: Library): Node {
  let whole = call
  while (library.chained && whole.parent?.type === 'MemberExpression' && whole.parent.object === whole) {
    const next = whole.parent.parent
    if (next?.type !== 'CallExpression' || next.callee !== whole.parent) break
    if (!library.chained.test(memberName(whole.parent) ?? '')) break
    whole = next
  }
  return whole
}

interface Client {
  readonly library: Library
  /** The package. */
  readonly by: string
  /** The exported name, for an export itself. */
  readonly exported?: string
  readonly made: Node | undefined
}

/** The client that an expression holds. */
function clientAt(project: Project, file: SourceFile, node: Node, depth = 0): Client | undefined {
  const bare = unwrap(node)
  if (depth > 4) return undefined
  if (bare.type === 'Identifier') {
    const binding = file.scopes.resolve(bare)
    if (!binding) return undefined
    const imported = importedBinding(project, file, binding)
    if (imported && !imported.target) {
      const library = libraryOf(imported.specifier)
      return library && { library, by: imported.specifier, exported: imported.imported, made: undefined }
    }
    if (imported?.target) {
      const declared = project.declarationOf(imported.target, imported.imported)
      const source = declared && project.source(declared.file)
      return source && declared.export.kind === 'local'
        ? clientIn(project, source, declared.export.node, depth)
        : undefined
    }
    if (binding.kind === 'parameter') return annotated(project, file, binding.identifier)
    return clientIn(project, file, binding.declaration, depth)
  }
  if (bare.type === 'MemberExpression' && unwrap(bare.object).type === 'ThisExpression') {
    const owner = enclosingClass(bare)
    const name = memberName(bare)
    return name === undefined || !isClass(owner)
      ? undefined
      : clientOfField(project, file, owner, name, depth)
  }
  return madeClient(project, file, bare, depth)
}

function clientIn(project: Project, file: SourceFile, declaration: Node, depth: number): Client | undefined {
  if (declaration.type !== 'VariableDeclarator') return madeClient(project, file, declaration, depth)
  const made = declaration.init
    ? madeClient(project, file, unwrap(declaration.init as Node), depth)
    : undefined
  return made ?? annotated(project, file, declaration.id as Node)
}

/** `new Redis(…)`, `axios.create(…)` */
function madeClient(project: Project, file: SourceFile, value: Node, depth: number): Client | undefined {
  if (value.type === 'NewExpression') {
    const client = clientAt(project, file, value.callee as Node, depth + 1)
    return client?.exported !== undefined && client.library.classes?.test(client.exported)
      ? { library: client.library, by: client.by, made: value }
      : undefined
  }
  if (value.type !== 'CallExpression') return undefined
  const callee = unwrap(value.callee)
  if (callee.type !== 'MemberExpression') return undefined
  const client = clientAt(project, file, callee.object, depth + 1)
  return client?.library.makers?.test(memberName(callee) ?? '')
    ? { library: client.library, by: client.by, made: value }
    : undefined
}

function clientOfField(
  project: Project,
  file: SourceFile,
  owner: Node,
  name: string,
  depth: number,
): Client | undefined {
  if (!isClass(owner)) return undefined
  for (const member of owner.body.body) {
    if (member.type === 'PropertyDefinition' && keyName(member.key) === name) {
      const made = member.value ? madeClient(project, file, unwrap(member.value as Node), depth) : undefined
      return made ?? annotated(project, file, member as Node)
    }
    if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') continue
    for (const parameter of member.value.params as Node[]) {
      if (parameter.type !== 'TSParameterProperty') continue
      const inner = parameter.parameter as Node
      const held = inner.type === 'AssignmentPattern' ? (inner.left as Node) : inner
      if (held.type !== 'Identifier' || held.name !== name) continue
      const made =
        inner.type === 'AssignmentPattern' ? madeClient(project, file, unwrap(inner.right), depth) : undefined
      return made ?? annotated(project, file, held)
    }
  }
  return undefined
}

/** A client by its type: `redis: Redis`. */
function annotated(project: Project, file: SourceFile, node: Node): Client | undefined {
  const annotation = (node as { typeAnnotation?: { typeAnnotation?: Node } | null }).typeAnnotation
    ?.typeAnnotation
  if (annotation?.type !== 'TSTypeReference' || annotation.typeName.type !== 'Identifier') return undefined
  const { name } = annotation.typeName
  const binding = file.scopes.topLevel(name)
  const imported = binding && importedBinding(project, file, binding)
  if (!imported || imported.target) return undefined
  const library = libraryOf(imported.specifier)
  const isClient =
    library?.classes?.test(imported.imported) || /^(AxiosInstance|Got|KyInstance)$/.test(imported.imported)
  return library && isClient ? { library, by: imported.specifier, made: undefined } : undefined
}

function libraryOf(specifier: string): Library | undefined {
  return libraries.find(([name]) => name.test(specifier))?.[1]
}
