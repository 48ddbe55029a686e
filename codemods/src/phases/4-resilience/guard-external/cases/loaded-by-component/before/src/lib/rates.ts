export async function latest(): Promise<string> {
  const response = await fetch('https://rates.example.com/latest')
  return response.text()
}
