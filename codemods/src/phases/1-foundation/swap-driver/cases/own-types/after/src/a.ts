import { inject } from "@duckshift/runtime";
import { clientAccessor } from "./database.js";
export const count = () => inject(clientAccessor)().all<{ n: number }>("SELECT count(*)::INTEGER AS n FROM t");
