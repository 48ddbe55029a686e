import { codeStyleOf } from '../../../edits/code-style.js'
import type { TextEdit } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import { isFunction, keyName, type Node, unwrap, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Facade } from '../../1-foundation/facade-accessor/facade-accessor.js'
import { closersOf } from './closers.js'

/**
 * Mocks of the accessor's module become mocks of the database's: the same stand-in answers, asked by the same
 * methods. Undefined when a mock has a form that could not be read.
 */
export function mockEdits(
  planning: Planning,
  facade: Facade,
  file: SourceFile,
  methods: string,
): TextEdit[] | undefined {
  const mocks = planning.survey.mocks.filter((mock) => mock.file === file.path)
  if (mocks.some(({ replaces, subject }) => replaces !== undefined || subject !== undefined)) return undefined
  const specifiers = new Set(mocks.map((mock) => mock.specifier))
  const edits: TextEdit[] = []
  let isKnown = true
  walk(file.program, (node) => {
    if (!isKnown || node.type !== 'CallExpression' || !isMockCall(file, node)) return true
    const specifier = specifierOf(node.arguments[0] as Node | undefined)
    if (specifier === undefined || !specifiers.has(specifier)) return true
    const client = standIn(planning, facade, node.arguments[1] as Node | undefined)
    if (!client) {
      isKnown = false
      return false
    }
    edits.push(...rewritten(planning, facade, file, node, file.textOf(client.node), client.isMethod, methods))
    return false
  })
  return isKnown ? edits : undefined
}

function isMockCall(file: SourceFile, node: Node): boolean {
  return (
    node.type === 'CallExpression' && /^(vi|vitest)\.(do)?[mM]ock$/.test(file.textOf(node.callee)) === true
  )
}

function specifierOf(argument: Node | undefined): string | undefined {
  const node = argument && unwrap(argument)
  const source = node?.type === 'ImportExpression' ? (node.source as Node) : node
  return source?.type === 'Literal' && typeof source.value === 'string' ? source.value : undefined
}

/** What the factory gives for the accessor, when it gives nothing else that anybody needs. */
function standIn(
  planning: Planning,
  facade: Facade,
  factory: Node | undefined,
): { readonly node: Node; readonly isMethod: boolean } | undefined {
  const body = factory && unwrap(factory)
  if (!isFunction(body) || !body.body || body.params.length > 0) return undefined
  const object = returnedObject(body as Node)
  if (object?.type !== 'ObjectExpression') return undefined
  const closers = closersOf(planning, facade).get(facade.accessor.module) ?? new Set<string>()
  const { accessor } = facade
  let found: { node: Node; isMethod: boolean } | undefined
  for (const property of object.properties) {
    const name = property.type === 'Property' && !property.computed ? keyName(property.key) : undefined
    if (property.type !== 'Property' || name === undefined) return undefined
    if (closers.has(name) || name === accessor.client?.name) continue
    const isAccessor = planning.survey.carriers.get(accessor.module, name)?.kind === 'accessor'
    if (!isAccessor || accessor.member || accessor.kind === 'helper' || accessor.kind === 'scoped')
      return undefined
    found ??= { node: property.value as Node, isMethod: property.method }
  }
  return found
}

function returnedObject(factory: Node): Node | undefined {
  const { body } = factory as unknown as { body: Node }
  if (body.type !== 'BlockStatement') return unwrap(body)
  const [only, ...more] = body.body as Node[]
  return more.length === 0 && only?.type === 'ReturnStatement' && only.argument
    ? unwrap(only.argument)
    : undefined
}

function rewritten(
  planning: Planning,
  facade: Facade,
  file: SourceFile,
  call: Node,
  client: string,
  isMethod: boolean,
  methods: string,
): TextEdit[] {
  if (call.type !== 'CallExpression') return []
  const { quote: q, semicolons, indent, lineEnding: eol } = codeStyleOf(file.text, file.typed)
  const end = semicolons ? ';' : ''
  const outer = file.indentationAt(call as Node)
  const given =
    facade.accessor.kind === 'instance' ? `() => ${client}` : isMethod ? `function ${client}` : client
  const module = planning.specifier(file.path, facade.databaseModule)
  const lines = [
    `${q}${module}${q}, async () => {`,
    `${outer}${indent}const { standInToken } = await import(${q}@duckshift/runtime/testing${q})${end}`,
    `${outer}${indent}return { ${facade.token}: standInToken(${q}${facade.token}${q}, ${given}, ${methods}) }${end}`,
    `${outer}}`,
  ]
  const first = call.arguments[0] as Node
  const last = call.arguments.at(-1) as Node
  return [{ start: first.start, end: last.end, text: lines.join(eol) }]
}
