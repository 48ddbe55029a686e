import { Rollout } from '@duckshift/runtime'

const rollout = new Rollout({ flags: { 'new-search': 'on' } })
let asked = 0
const count = (): boolean => (asked += 1) > 0

export async function search(userOf: () => string): Promise<string> {
  if (count() && (await rollout.isOn('old-export'))) return 'old'
  return (await rollout.isOn('new-search', userOf())) ? 'new' : 'old'
}

export function chosen(make: () => string): string {
  return { legacy: make(), pool: '' }[process.env.MODE as 'legacy' | 'pool']
}
