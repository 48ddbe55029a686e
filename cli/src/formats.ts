/** What `--format` and `--kind` take, by command: known without loading the command. */
export const statusFormats = ['text', 'json', 'md', 'html', 'sarif', 'github'] as const
export const runFormats = ['text', 'json', 'md', 'sarif', 'github'] as const
export const gateFormats = ['text', 'json', 'md', 'junit'] as const
export const deadCodeFormats = ['text', 'json', 'md', 'sarif', 'github'] as const
export const deadCodeKinds = [
  'file',
  'export',
  'type',
  'class-member',
  'enum-member',
  'import',
  'declaration',
  'duplicate-export',
  'dependency',
] as const
