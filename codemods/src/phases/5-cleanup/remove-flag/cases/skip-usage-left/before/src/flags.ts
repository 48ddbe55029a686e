export const flags = { isOn: async (name: string): Promise<boolean> => process.env[name] === '1' }
