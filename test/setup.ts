import * as fc from 'fast-check';

// One seed for all properties, so that a run that passes here passes everywhere; a soak looks further, with seeds of its own.
if (!process.env.WIRETALE_SOAK) fc.configureGlobal({ seed: 20_261_122 });
