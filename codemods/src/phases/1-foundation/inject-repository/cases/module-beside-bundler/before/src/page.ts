import { title } from './title'
import { total } from './total'

export const page = `${title} ${total}`
