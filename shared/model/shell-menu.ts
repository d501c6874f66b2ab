/** What the window tells a desktop shell of its commands, so that native menus can list them. */
import { z } from 'zod';
import { commandGroups, commandIds, type CommandId } from './command.ts';

// A list of the catalogue's own ids: never empty.
const commandIdSchema = z.enum(commandIds as readonly [CommandId, ...CommandId[]]);

export const shellMenuSchema = z
  .object({
    /** The names of the menus, in the person's language. */
    groups: z.record(z.enum(commandGroups), z.string().min(1).max(60)),
    commands: z
      .array(
        z.object({
          id: commandIdSchema,
          title: z.string().min(1).max(200),
          /** The first of its keys, such as `Mod+Shift+F`. */
          keys: z.string().max(60).nullable(),
          enabled: z.boolean(),
        }),
      )
      .max(1000)
      .readonly(),
  })
  .readonly();
export type ShellMenu = z.infer<typeof shellMenuSchema>;
