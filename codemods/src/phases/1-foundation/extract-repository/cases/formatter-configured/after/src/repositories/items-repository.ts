import { inject, Repository } from "@duckshift/runtime";
import { database } from "../database.js";

export interface ItemsIdAndNameByPriceAboveAndPriceBelowRow {
    id: number;
    name: string;
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
    constructor(db = inject(database)) {
        super(db);
    }

    listIdAndNameByPriceAboveAndPriceBelow(
        lowest: number,
        highest: number,
    ): Promise<ItemsIdAndNameByPriceAboveAndPriceBelowRow[]> {
        return this.db.query<ItemsIdAndNameByPriceAboveAndPriceBelowRow>(
            "SELECT id, name FROM items WHERE price > ? AND price < ? ORDER BY id",
            [lowest, highest],
        );
    }

    async updateNameById(name: string, id: number): Promise<number> {
        const { rowsChanged } = await this.db.execute(
            "UPDATE items SET name = ? WHERE id = ?",
            [name, id],
        );
        return rowsChanged;
    }
}
