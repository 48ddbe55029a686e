export function generateProject(
  root: string,
  files: number,
): { readonly file: string; readonly line: number }[]
