import { type MessageKind, messageKinds, type Occasion, otherMessages } from './message-kinds.js'

/** What a text test says of an error with this name and message. */
export type TextTest = (error: { readonly name: string; readonly message: string }) => boolean

/** What asks an error's type instead of its text. */
export interface TypeTest {
  /** Class of the runtime that the error must be. */
  readonly className: 'ConstraintError' | 'ConflictError' | 'DatabaseError'
  /** Then this property must have one of these values. */
  readonly property?: 'constraint' | 'code' | 'category'
  readonly values?: readonly string[]
}

export type TypeTestOutcome =
  | { readonly test: TypeTest; readonly onlyDuckDB: boolean }
  /** `foreign`: no message of DuckDB's fits. */
  | { readonly refused: 'foreign' | 'text-tells-names' | 'no-such-type'; readonly detail?: string }

const classNames: Record<string, string> = { constraint: 'ConstraintError', conflict: 'ConflictError' }

/** The runtime adds advice on a line of its own; the text before it is the driver's. */
const advised = '\nWhat to do about it stands on a further line.'

/**
 * The type test that says the same as a text test of every message DuckDB may give on these occasions;
 * undefined occasions stand for all.
 */
export function typeTestFor(test: TextTest, occasions?: ReadonlySet<Occasion>): TypeTestOutcome {
  const possible = messageKinds.filter(
    (kind) => !occasions || kind.occasions.some((occasion) => occasions.has(occasion)),
  )
  const verdicts = new Map<string, boolean>()
  for (const kind of possible) {
    const verdict = verdictOf(test, kind)
    if (verdict === undefined) return { refused: 'text-tells-names', detail: firstLine(kind) }
    verdicts.set(kind.id, verdict)
  }
  if (![...verdicts.values()].includes(true)) return { refused: 'foreign' }
  const holds = (kind: MessageKind) => verdicts.get(kind.id)!
  let miss: MessageKind | undefined
  for (const candidate of allTests) {
    const differing = possible.find((kind) => {
      const typed = satisfies(candidate, kind)
      if (typed === holds(kind)) return false
      const means = kind.lateFormOf ? verdicts.get(kind.lateFormOf) : undefined
      return !(typed && means === true)
    })
    if (!differing) {
      const onlyDuckDB = !otherMessages.some((message) => test({ name: 'Error', message }))
      return { test: candidate, onlyDuckDB }
    }
    if (possible.some((kind) => satisfies(candidate, kind) && holds(kind))) miss ??= differing
  }
  return { refused: 'no-such-type', ...(miss && { detail: firstLine(miss) }) }
}

const allTests = candidates()

function verdictOf(test: TextTest, kind: MessageKind): boolean | undefined {
  const className = classNames[kind.code] ?? 'DatabaseError'
  const verdicts = new Set(
    kind.samples.flatMap((message) => [
      test({ name: 'Error', message }),
      test({ name: className, message }),
      test({ name: className, message: message + advised }),
    ]),
  )
  return verdicts.size === 1 ? [...verdicts][0] : undefined
}

/** Type tests from the plainest on: a class, then one value of a property, then two or three. */
function candidates(): TypeTest[] {
  const withValues = (className: TypeTest['className'], property: 'code' | 'category' | 'constraint') => {
    const values = [...new Set(messageKinds.flatMap((kind) => kind[property] ?? []))]
    const sets = values.flatMap((first, index) => [
      [first],
      ...values
        .slice(index + 1)
        .flatMap((second, next) => [
          [first, second],
          ...values.slice(index + next + 2).map((third) => [first, second, third]),
        ]),
    ])
    return sets.map((set): TypeTest => ({ className, property, values: set }))
  }
  const all = [
    ...withValues('ConstraintError', 'constraint'),
    ...withValues('DatabaseError', 'code'),
    ...withValues('DatabaseError', 'category'),
  ]
  return [
    { className: 'ConstraintError' },
    { className: 'ConflictError' },
    ...all.sort((a, b) => a.values!.length - b.values!.length),
  ]
}

/** What the type test says of errors of a kind. */
export function satisfies(test: TypeTest, kind: MessageKind): boolean {
  const className = classNames[kind.code] ?? 'DatabaseError'
  if (test.className !== 'DatabaseError' && test.className !== className) return false
  return test.property === undefined || test.values!.includes(kind[test.property] ?? '')
}

function firstLine(kind: MessageKind): string {
  return kind.samples[0]!.split('\n')[0]!
}
