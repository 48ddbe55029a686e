import { Rollout } from '@duckshift/runtime'

export const rollout = new Rollout({
  flags: {
    'new-search': 'on',
    'old-export': 'off',
    other: '25%',
  },
})
