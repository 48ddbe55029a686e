import type { Accessor } from '../../../model.js'
import { baseName } from './facade-files.js'

/** What the tokens of accessors are called, by accessor id: as short as tells them apart. */
export function tokenNames(group: readonly Accessor[]): Map<string, string> {
  const names = new Map<string, string>()
  const taken = new Set(['database'])
  // What is not exported is nobody's to inject; `new Client()` shares nothing.
  const injectable = group.filter(({ hidden, kind }) => !hidden && kind !== 'constructor')
  const shortest = injectable.map((accessor) => candidates(accessor)[0])
  for (const accessor of injectable) {
    const [short, ...longer] = candidates(accessor)
    const isAlone = shortest.filter((name) => name === short).length === 1
    const free = [...(isAlone ? [short] : []), ...longer].find((name) => !taken.has(name))
    let name = free ?? short
    for (let next = 2; taken.has(name); next += 1) name = `${short}${next}`
    taken.add(name)
    names.set(accessor.id, name)
  }
  return names
}

/** Names for one accessor's token, the shortest first. */
function candidates({ export: exported, member, module, kind }: Accessor): [string, ...string[]] {
  const suffix = kind === 'instance' ? 'Client' : 'Accessor'
  const owner = exported === 'default' ? baseName(module) : exported
  if (kind === 'instance' && member !== undefined) {
    const bare = clientOwner(owner)
    return [`${camelCase(bare)}Client`, `${camelCase(`${bare}-${member}`)}Client`]
  }
  const verbless = withoutVerb(member ?? owner)
  // `createAsync`, `get` and `getInstance` of a class say how, and not what.
  const isVerb =
    member !== undefined && /^(get|use|open|create|make|load|connect|setup|init|[iI]nstance)$/.test(verbless)
  const short = isVerb || /^A?sync$/i.test(verbless) ? owner : verbless
  const whole = member === undefined ? [] : [`${owner}-${member}`]
  // What is called with its SQL as a static method is handed out with its class.
  const isOfClass = member !== undefined && /^(helper|scoped)$/.test(kind)
  const own = isOfClass ? [owner, ...whole] : [short, owner, ...whole]
  const [first, ...others] = own.map((words) => `${camelCase(words)}${suffix}`)
  return [first!, ...others]
}

/** `Zoo` for `ZooClient.instance`, whose token is `zooClient`. */
export function clientOwner(className: string): string {
  return className.replace(/(?<=.)Client$/, '')
}

function camelCase(words: string): string {
  return lowerFirst(words.replace(/[^\w$]+(\w)/g, (_, letter: string) => letter.toUpperCase()))
}

/** `Connection` for `getConnection`, `getOrCreateConnection`. */
export function withoutVerb(name: string): string {
  return name.replace(/^(get|use|open|create|setup|init|ensure)(Or(Create|Open|Init|Make))?(?=[A-Z])/, '')
}

/** The first word in small letters: `DBClient` as `dbClient`, `DB` as `db`. */
export function lowerFirst(name: string): string {
  return name.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (word) => word.toLowerCase())
}
