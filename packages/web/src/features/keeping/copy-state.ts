import { copyStates } from '@fengni/server/modules/carriers/rules';
import { z } from 'zod';

/** A state of a copy, read out of an answer. */
export const CopyState = z.enum(copyStates);
