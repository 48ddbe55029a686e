export const loose: Record<string, string> = { column: 'id' }

export let mutable = 'id'

export function setMutable(to: string) {
  mutable = to
}
