export const fresh = (text: string): string[] => [text]
export const legacy = (text: string): string[] => [text, text]
export const log = (text: string): void => console.log(text)
