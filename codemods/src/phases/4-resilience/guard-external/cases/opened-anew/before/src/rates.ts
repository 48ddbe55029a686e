export async function rates(): Promise<string> {
  const response = await fetch('https://rates.example/today')
  return response.text()
}
