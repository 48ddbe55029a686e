// The parser's allocator, mimalloc, reads this once, when it is loaded: the next parse gives back what the one before has
// left, however soon it comes.
process.env.MIMALLOC_PURGE_DELAY ??= '0'
