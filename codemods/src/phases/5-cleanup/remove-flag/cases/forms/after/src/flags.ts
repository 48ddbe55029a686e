import { Rollout } from '@duckshift/runtime'

export const rollout = new Rollout({
  flags: {
    other: '25%',
  },
})
