/** Says how to use `getClient().query(...)`. */
export const help = "Call getClient().query('SELECT name FROM items')"
