import * as z from 'zod';
import { duration, matching } from './scalars.js';

/** Times at shares of all, straight lines between them: `{ 0%: 1s, 50%: 4s, 100%: 1m }`. */
export const distribution = z.record(matching(/^\d{1,3}(\.\d{1,6})?%$/u, 'a share such as 50%'), duration);
