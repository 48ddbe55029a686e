/** Rows of a page. */
export const pageSize = 20
