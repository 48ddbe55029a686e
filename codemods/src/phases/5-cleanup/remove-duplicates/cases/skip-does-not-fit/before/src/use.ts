import { Two } from './two.js'

export const removed = new Two().remove(1)
