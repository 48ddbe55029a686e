import { guard } from './breakers'

export async function word(text: string) {
  const answer = await guard('words.example.com', () => fetch(`https://words.example.com/v1/${text}`))
  return answer.json()
}
