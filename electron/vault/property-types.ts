/**
 * The types that people gave to names of properties: Obsidian's file where the vault has its settings,
 * else one of ours in the same form, so that either app finds what the other was told.
 */
import { z } from 'zod';
import { propertyTypeSchema, type PropertyType } from '#shared/model/property.ts';
import { vaultPathSchema, type VaultPath } from '#shared/model/note-path.ts';
import { failure, success, type Outcome } from '#shared/rpc/contract.ts';
import type { VaultFiles } from './vault-files.ts';

export type PropertyTypes = Readonly<Record<string, PropertyType>>;
type SetFailure = 'read-only' | 'unreadable' | 'disk-full' | 'io';

const obsidianFile = vaultPathSchema.parse('.obsidian/types.json');
const obsidianApp = vaultPathSchema.parse('.obsidian/app.json');
const ownFile = vaultPathSchema.parse('.verso/types.json');

/** Obsidian's words for the types, where they are not ours. */
const fromObsidian: Readonly<Record<string, PropertyType>> = { multitext: 'list', aliases: 'list' };
const toObsidian: Partial<Readonly<Record<PropertyType, string>>> = { list: 'multitext' };

const fileSchema = z.looseObject({ types: z.record(z.string(), z.unknown()).default({}) });

/** `records` is a view of the vault's files that may see both places. */
export async function readPropertyTypes(records: Pick<VaultFiles, 'readBytes'>): Promise<PropertyTypes> {
  const read = await readTypesFile(records, await typesFile(records));
  return read.ok && read.value !== null ? typesOf(read.value.content) : {};
}

export async function setPropertyType(
  records: Pick<VaultFiles, 'readBytes' | 'writeBytes'>,
  name: string,
  type: PropertyType,
): Promise<Outcome<PropertyTypes, SetFailure>> {
  const path = await typesFile(records);
  const read = await readTypesFile(records, path);
  if (!read.ok) return read;
  const content = read.value?.content ?? { types: {} };
  const next = { ...content, types: { ...content.types, [name]: toObsidian[type] ?? type } };
  const bytes = Buffer.from(`${JSON.stringify(next, null, 2)}\n`);
  const written = await records.writeBytes(path, bytes, { base: read.value?.version ?? null });
  if (written.ok) return success(typesOf(next));
  const { code } = written;
  return failure(code === 'read-only' || code === 'disk-full' ? code : 'io', written.message);
}

async function typesFile(records: Pick<VaultFiles, 'readBytes'>): Promise<VaultPath> {
  for (const path of [obsidianFile, obsidianApp]) if ((await records.readBytes(path)).ok) return obsidianFile;
  return ownFile;
}

async function readTypesFile(records: Pick<VaultFiles, 'readBytes'>, path: VaultPath) {
  const read = await records.readBytes(path);
  if (!read.ok) return read.code === 'not-found' ? success(null) : failure<'io'>('io', read.message);
  try {
    const parsed = fileSchema.safeParse(JSON.parse(read.value.bytes.toString('utf8')));
    if (parsed.success) return success({ content: parsed.data, version: read.value.version });
  } catch {
    // Said below: a file that another program left half-written is not replaced.
  }
  return failure<'unreadable'>('unreadable', `"${path}" is not the JSON that it should be; it was left as it is.`);
}

function typesOf({ types }: z.infer<typeof fileSchema>): PropertyTypes {
  const known: Record<string, PropertyType> = {};
  for (const [name, word] of Object.entries(types)) {
    const parsed = propertyTypeSchema.safeParse(typeof word === 'string' ? (fromObsidian[word] ?? word) : word);
    if (parsed.success) known[name] = parsed.data;
  }
  return known;
}
