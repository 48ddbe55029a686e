import { getClient } from "./db.js";

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function add(id: number, name: string): Promise<boolean> {
  try {
    await getClient().execute("INSERT INTO items (id, name) VALUES (?, ?)", [id, name]);
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes("Duplicate key")) return false;
    throw error;
  }
}

export async function count(): Promise<unknown> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      return await getClient().query("SELECT count(*) AS n FROM items");
    } catch (error) {
      if (attempt === 3) throw error;
      await sleep(100);
    }
  }
  throw new Error("never reached");
}
