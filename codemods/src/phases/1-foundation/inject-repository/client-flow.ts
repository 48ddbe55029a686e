import type { ClientValue } from '../../../survey/client-value.js'
import { parameterId } from '../../../survey/collect-values.js'

/** Groups holders that hand the client to each other, as arguments, into fields, or to classes that extend theirs. */
export function clientFlow(values: readonly ClientValue[]): ClientValue[][] {
  const byId = new Map(values.map((value) => [value.id, value]))
  const byDeclaration = new Map(values.map((value) => [value.declaration as unknown, value]))
  const parent = new Map(values.map((value) => [value, value]))
  const root = (value: ClientValue): ClientValue => {
    const above = parent.get(value)!
    return above === value ? value : root(above)
  }
  const join = (a: ClientValue, b: ClientValue | undefined) => {
    if (b) parent.set(root(a), root(b))
  }
  for (const value of values) {
    if (value.origin.type === 'annotation' && value.origin.inherits)
      join(value, byId.get(value.origin.inherits))
    for (const escaping of value.escapes) {
      if (escaping.field) join(value, byId.get(escaping.field))
      const parameter = escaping.target?.callee.params[escaping.target.index]
      if (!parameter || !escaping.target) continue
      join(
        value,
        byDeclaration.get(parameter) ?? byId.get(parameterId(escaping.target.file, parameter as never)),
      )
    }
  }
  const groups = new Map<ClientValue, ClientValue[]>()
  for (const value of values) groups.set(root(value), [...(groups.get(root(value)) ?? []), value])
  return [...groups.values()]
}
