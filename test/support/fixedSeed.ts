import fc from 'fast-check';

/**
 * Properties are tried on the same random values in each run, so that a run of all tests says of a change what it does and
 * nothing of chance; `GRADLENS_SEED` chooses others, and `npm run fuzz` searches.
 */
fc.configureGlobal({ seed: Number(process.env.GRADLENS_SEED ?? 1) });
