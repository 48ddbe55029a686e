exports.open = (folder) => ({ run: async (text, value) => [folder, text, value] })
