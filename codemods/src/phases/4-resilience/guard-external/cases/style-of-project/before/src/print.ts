import { total } from "./total.js";

export async function print(): Promise<void> {
  console.log(await total());
}
