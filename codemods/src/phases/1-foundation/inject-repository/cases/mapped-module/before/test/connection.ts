export const getConnection = async () => ({ run: async () => undefined })
