import { inject } from "@duckshift/runtime";
import { ItemsRepository } from "./repositories/items-repository.js";
import type { Item } from "./types.js";

export const findByCategory = async (category: string) => {
	const items = inject(ItemsRepository);
	return items.listIdAndNameByCategory(category);
};

export const rename = async (item: Item) => {
	await inject(ItemsRepository).updateNameById(item.name, item.id);
};
