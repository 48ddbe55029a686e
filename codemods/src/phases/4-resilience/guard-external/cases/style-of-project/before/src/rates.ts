export async function rates(): Promise<string> {
  const answer = await fetch("https://rates.example.com/today");
  return answer.text();
}
