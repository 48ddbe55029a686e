import { Rollout } from '@duckshift/runtime'

const rollout = new Rollout({ flags: { 'new-search': 'on' } })

export const settings = { isNew: await rollout.isOn('new-search') }

export class Search {
  private readonly usesPool = process.env.USE_POOL === 'true'

  run(text: string): string[] {
    return this.usesPool ? [text] : []
  }
}

export function later(use: (isNew: boolean) => void): void {
  void rollout.isOn('new-search').then(use)
}

export async function handed(use: (isNew: boolean) => void): Promise<void> {
  const isNew = await rollout.isOn('new-search')
  if (isNew) use(true)
  use(isNew)
}
