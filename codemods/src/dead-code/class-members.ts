import type { Project } from '../survey/project.js'
import type { Oracle } from '../symbols/oracle.js'
import type { FileFacts } from './file-facts.js'
import { Level, type Reach } from './reach.js'

interface Question {
  readonly project: Project
  readonly facts: ReadonlyMap<string, FileFacts>
  readonly reach: Reach
  readonly oracle: Oracle
}

const hitsLookedAt = 40

/** Members that only their name speaks for: the type checker says who really asks for them. */
export function askTypeChecker(question: Question): void {
  const { reach } = question
  const asked = new Set<number>()
  for (;;) {
    const open = [...reach.ambiguous].filter((member) => !asked.has(member) && isOpen(reach, member))
    if (open.length === 0) break
    for (const member of open) {
      asked.add(member)
      reach.addUses(member, usersOf(question, member))
    }
    reach.resume()
  }
  for (const member of asked) {
    if (!isOpen(reach, member)) continue
    const shape = reach.shapeAsking(member)
    if (shape) {
      reach.doubt(member, `its class fits ${shape}, which asks for it`)
      continue
    }
    const place = untypedUse(question, reach.at(member).unit.names[0]!)
    if (place)
      reach.doubt(member, `${place} asks something of type any for "${reach.at(member).unit.names[0]}"`)
  }
  reach.resume()
}

function isOpen(reach: Reach, member: number): boolean {
  const { file, index, unit } = reach.at(member)
  return (
    reach.levelOf({ file, unit: index }) < Level.reached &&
    reach.levelOf({ file, unit: unit.parent! }) > Level.dead
  )
}

/** Units that refer to the member; `undefined` for a declaration outside of the project, which is a contract. */
function usersOf({ facts, oracle, reach }: Question, member: number): (number | undefined)[] {
  const { file, unit } = reach.at(member)
  if (!oracle.knows(file)) return reach.isAskedByName(unit.names[0]!) ? [undefined] : []
  const users: (number | undefined)[] = []
  for (const place of oracle.referencesTo(file, unit.nameStart)) {
    if (!facts.has(place.file)) {
      users.push(undefined)
      continue
    }
    const user = reach.unitAt(place.file, place.start)
    if (user === undefined) continue
    const owner = reach.at(user)
    // Declarations of the same member elsewhere: an interface's, a base class's, an override.
    if (owner.unit.kind === 'type' || owner.unit.nameStart === place.start) continue
    users.push(user)
  }
  return users
}

/** A place in living code where the name is asked of something without a type. */
function untypedUse({ project, facts, reach, oracle }: Question, name: string): string | undefined {
  const pattern = new RegExp(`\\.\\s*${name.replace(/[$#]/g, '\\$&')}\\b`, 'g')
  let looked = 0
  for (const file of facts.keys()) {
    if (reach.fileLevel(file) === Level.dead) continue
    const text = project.text(file) ?? ''
    for (const match of text.matchAll(pattern)) {
      const start = match.index + match[0].length - name.length
      looked += 1
      if (looked > hitsLookedAt) return undefined
      if (oracle.typeAt(file, start, start + name.length)?.isAny) return file
    }
  }
  return undefined
}
