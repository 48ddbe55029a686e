export const SIZE = 'id'
