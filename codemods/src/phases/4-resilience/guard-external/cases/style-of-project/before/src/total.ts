import { rates } from "./rates.js";

export async function total(): Promise<number> {
  const text = await rates();
  return Number(text);
}
