import { half } from './two.js'

export const half1 = (halved: number) => half(halved)
