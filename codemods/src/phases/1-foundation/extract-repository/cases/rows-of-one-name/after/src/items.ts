import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export const one = () => inject(ItemsRepository).listMatches()

export const two = () => inject(ItemsRepository).listMatchesForTwo()

export const again = () => inject(ItemsRepository).listMatchesForAgain()
