export async function word(text: string) {
  const answer = await fetch(`https://words.example.com/v1/${text}`)
  return answer.json()
}
