import { guard } from "./breakers.js";

export async function rates(): Promise<string> {
  const answer = await guard("rates.example.com", () => fetch("https://rates.example.com/today"));
  return answer.text();
}
