/** Reads with inject(database), see `inject(database)`. */
export const a = 1 // not the result of inject(database)
