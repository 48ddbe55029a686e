/** Reads with getClient(), see `getClient`. */
export const a = 1 // not the result of getClient()
