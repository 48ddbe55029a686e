/** Loaded by the page as well. */
export async function load(name: string): Promise<string> {
  const response = await fetch(`https://rates.example/${name}`)
  return response.text()
}
