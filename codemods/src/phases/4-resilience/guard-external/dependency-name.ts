import { basename } from 'node:path'
import {
  enclosingClass,
  memberName,
  type Node,
  placeName,
  stringValue,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { ExternalCall } from './external-call.js'

/** The name of what nothing tells more of than that it is on this machine. */
export const thisMachine = 'localhost'

const onThisMachine =
  /^https?:\/\/(?:[^/@\s]*@)?(localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\])(?![\w.-])/i

/** What a person would call the dependency: its host, its client, or what the file is about. */
export function dependencyName(file: SourceFile, call: ExternalCall): string {
  if (call.kind === 'redis') return 'redis'
  if (call.kind === 'object-store') return call.by.replace('@aws-sdk/client-', '')
  const options = call.made && hostOf(file, call.made)
  if (options) return options
  const [address] = call.call.type === 'CallExpression' ? (call.call.arguments as Node[]) : []
  const host = address && hostOf(file, address)
  if (host) return host
  const client = call.made && call.client ? nameOfClient(call.client) : undefined
  const owner = enclosingClass(call.call)?.id?.name
  const around = [client, owner && kebab(withoutRole(owner)), subjectOf(file.path)]
  const said = around.find((name) => name && !database.test(name))
  return said ?? (address && wordsOf(address)) ?? functionAround(call.call) ?? 'download'
}

/** What is called is not the database, whatever the code around it is about. */
const database = /(^|-)(duck-?db|data-?base|db)(-|$)/

/** The constant that an address comes from: `TILES_PATH` as `tiles`. */
function wordsOf(address: Node): string | undefined {
  const bare = unwrap(address)
  const name = bare.type === 'Identifier' ? bare.name : memberName(bare)
  const words = name && kebab(name).replace(/-?(path|file|address|source)$/, '')
  return words && /^[a-z][a-z0-9-]+$/.test(words) && !database.test(words) ? words : undefined
}

/** The function that calls: `downloadTiles` as `tiles`. */
function functionAround(call: Node): string | undefined {
  const name = placeName(call).split('.').at(-1) ?? ''
  const words = kebab(name).replace(/^(get|load|fetch|download|read|send|post|call|request|init|open)-/, '')
  return /^[a-z][a-z0-9-]+$/.test(words) && !database.test(words) ? words : undefined
}

/** The host that an expression names: in a literal, in a constant, or as `PRICES_URL`. */
function hostOf(file: SourceFile, node: Node): string | undefined {
  let host: string | undefined
  let hint: string | undefined
  const look = (inner: Node, depth: number) => {
    walk(inner, (part) => {
      if (host) return false
      const text = part.type === 'TemplateLiteral' ? part.quasis[0]?.value.cooked : stringValue(part)
      host ??= onThisMachine.test(text ?? '')
        ? thisMachine
        : /^https?:\/\/(?:[^/@\s]*@)?([\w.-]+\.[a-z]+)\b/i.exec(text ?? '')?.[1]?.toLowerCase()
      const name = part.type === 'Identifier' ? part.name : memberName(part)
      const named = namedByAddress(name ?? '')
      const isTelling =
        named &&
        /[a-z]/i.test(named) &&
        !/^_*(base|api|target|full|request|the|this|test|next|page|health|ping)$/i.test(named)
      if (isTelling && !database.test(kebab(named))) hint ??= named
      if (part.type === 'Identifier' && depth < 3) {
        const declarator = file.scopes.resolve(part)?.declaration
        if (declarator?.type === 'VariableDeclarator' && declarator.init && declarator.init !== inner)
          look(declarator.init as Node, depth + 1)
      }
      return true
    })
  }
  look(node, 0)
  const isLocal = host === undefined || host === thisMachine
  return isLocal && hint ? kebab(hint) : host
}

/** What a variable called after an address names: `PRICES_BASE_URL` is of prices, `supabaseUrl` of Supabase. */
function namedByAddress(name: string): string | undefined {
  return /^(\w+?)_?(?:url|uri|host|endpoint|api)$/i
    .exec(name)?.[1]
    ?.replace(/(?:_base|(?<=[a-z0-9])Base)_?$|_BASE$/, '')
    .replace(/^(?:(?:NEXT|NUXT|EXPO)_PUBLIC|VITE|REACT_APP)_(?=\w)/, '')
}

function nameOfClient(client: Node): string | undefined {
  const bare = unwrap(client)
  const name = bare.type === 'Identifier' ? bare.name : memberName(bare)
  if (!name || /^(client|http|axios|got|api|instance|request)$/i.test(name)) return undefined
  return kebab(name.replace(/(Client|Api|Http)$/, '')) || undefined
}

/** `src/services/webhook-service.ts` is about webhooks. */
function subjectOf(path: string): string {
  const words = basename(path).replace(/\.[cm]?[jt]sx?$/, '')
  const name = words === 'index' ? basename(path.split('/').at(-2) ?? words) : words
  return kebab(withoutRole(name)) || 'external'
}

function withoutRole(name: string): string {
  return name.replace(/[-._]?(service|client|api|job|controller|provider|gateway|adapter|repository)$/i, '')
}

function kebab(name: string): string {
  return name
    .replace(/^[#_]+|_+$/g, '')
    .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, (_, before = '', next = '', last = '') =>
      last === '' ? `${before}-${next}` : `${last}-`,
    )
    .replace(/[_.\s]+/g, '-')
    .toLowerCase()
}
