/** Properties of the vault: which type a name has, and which names there are. */
import { z } from 'zod';
import { propertyTypeSchema } from '../model/property.ts';
import { event, method } from '../rpc/contract.ts';

const nameSchema = z.string().trim().min(1).max(500);

export const propertyApi = {
  /** The types that were chosen, by name; a name without one has the type of its values. */
  'property.types': method({
    params: z.object({}),
    value: z.object({ types: z.record(z.string(), propertyTypeSchema) }),
  }),
  /** Chooses the type of a name for the whole vault. Writes the vault's own file of types. */
  'property.setType': method({
    params: z.object({ name: nameSchema, type: propertyTypeSchema }),
    value: z.object({ types: z.record(z.string(), propertyTypeSchema) }),
    failures: ['read-only', 'unreadable', 'disk-full', 'io'],
  }),
  /** Names in use, the most used first. */
  'property.names': method({
    params: z.object({}),
    value: z.object({ names: z.array(z.object({ name: z.string(), count: z.number().int() })) }),
  }),
  /** Values of a name that begin with or contain `text`, the most used first. */
  'property.values': method({
    params: z.object({ name: nameSchema, text: z.string().max(500).default('') }),
    value: z.object({ values: z.array(z.string()) }),
  }),
  'property.typesChanged': event(z.object({ types: z.record(z.string(), propertyTypeSchema) })),
} as const;
