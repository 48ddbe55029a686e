import { type MemberQuestion, MemberUses } from './member-uses.js'
import { Level, type Reach } from './reach.js'

/** Members that only their name speaks for: the type checker says who really asks for them. */
export function askTypeChecker(question: MemberQuestion): void {
  const { reach } = question
  const uses = new MemberUses(question)
  const nameOf = (member: number) => reach.at(member).unit.names[0]!
  const asked = new Set<number>()
  for (;;) {
    const open = [...reach.ambiguous].filter((member) => !asked.has(member) && isOpen(reach, member))
    if (open.length === 0) break
    uses.index(new Set(open.map(nameOf)))
    for (const member of open) {
      asked.add(member)
      reach.addUses(member, uses.of(member))
    }
    reach.resume()
  }
  for (const member of asked) {
    if (!isOpen(reach, member)) continue
    const name = nameOf(member)
    const shape = reach.shapeAsking(member)
    const place = shape ? undefined : uses.untypedUse(name)
    if (shape) reach.doubt(member, `its class fits ${shape}, which asks for it`)
    else if (place) reach.doubt(member, `${place} asks something of type any for "${name}"`)
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
