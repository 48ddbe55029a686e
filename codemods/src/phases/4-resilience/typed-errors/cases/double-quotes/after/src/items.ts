import { inject, ConstraintError, retry } from "@duckshift/runtime";
import { ItemsRepository } from "./repositories/items-repository.js";

export async function add(id: number, name: string): Promise<boolean> {
  try {
    await inject(ItemsRepository).insert(id, name);
    return true;
  } catch (error) {
    if (error instanceof ConstraintError && error.constraint === "unique") return false;
    throw error;
  }
}

export async function count(): Promise<unknown> {
  return retry(() => inject(ItemsRepository).countAll(), {
    attempts: 3,
    delayMs: 100,
    factor: 1,
    jitter: "none",
    when: () => true,
    budget: false,
  });
}
