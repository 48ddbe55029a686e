import { FastItems } from './fast.js'

export const first = () => new FastItems().find(1)
