import { categories, names } from './names.js'

/** Nothing of the project's is handed to the one, nothing at all to the other. */
export const report = () => names({ query: async () => [{ name: 'none' }] })

export const own = () => categories(undefined)
