import { inject } from "@duckshift/runtime";
import { ItemsRepository } from "./repositories/items-repository.js";

export async function priced(lowest: number, highest: number) {
    const items = inject(ItemsRepository);
    return items.listIdAndNameByPriceAboveAndPriceBelow(lowest, highest);
}

export async function rename(id: number, name: string): Promise<void> {
    await inject(ItemsRepository).updateNameById(name, id);
}
