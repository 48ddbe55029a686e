import { inject, Repository } from "@duckshift/runtime";
import { legacyClientDatabase } from "../database.js";

/** Data access to `t`. */
export class TRepository extends Repository {
  constructor(db = inject(legacyClientDatabase)) {
    super(db);
  }

  countAll(): Promise<{ n: number }[]> {
    return this.db.query<{ n: number }>("SELECT count(*)::INTEGER AS n FROM t");
  }
}
