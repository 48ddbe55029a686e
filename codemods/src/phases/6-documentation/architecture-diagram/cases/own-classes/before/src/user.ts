import { inject } from '@duckshift/runtime'
import { Items as Things } from './barrel.js'

export const all = () => inject(Things).list()
