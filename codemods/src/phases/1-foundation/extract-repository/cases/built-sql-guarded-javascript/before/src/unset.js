export const UNSET = Symbol('unset')
