export const NOBODY = 'nobody'
