export const text = 'getClient()'
