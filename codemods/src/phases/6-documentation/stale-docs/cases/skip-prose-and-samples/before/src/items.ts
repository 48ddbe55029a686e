// getClient is slow
export const a = 1
