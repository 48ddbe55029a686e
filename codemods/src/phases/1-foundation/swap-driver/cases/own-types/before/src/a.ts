import { getClient } from "./db.js";
export const count = () => getClient().all<{ n: number }>("SELECT count(*)::INTEGER AS n FROM t");
