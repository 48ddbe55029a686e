export const halved = (n: number): number => n / 2
