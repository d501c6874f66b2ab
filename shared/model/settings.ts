/** What a person may set; kept as JSON in the app's configuration folder. */
import { z } from 'zod';
import { captureTargetSchema } from './capture.ts';

/** Shortcuts such as `Mod+Shift+F`, by command; ids of another version are kept. */
const shortcutsSchema = z.record(z.string().max(60), z.array(z.string().min(1).max(60)).max(8));

export const settingsSchema = z
  .object({
    theme: z.enum(['system', 'light', 'dark']).default('system'),
    readingFont: z.enum(['serif', 'sans']).default('serif'),
    /** Characters in a line of the editor column. */
    lineWidthChars: z.number().int().min(48).max(120).default(68),
    readingSizePx: z.number().int().min(12).max(28).default(17),
    /** How a note is shown first. */
    /** The line that is written stays at one height. */
    typewriter: z.boolean().default(false),
    noteMode: z.enum(['editing', 'reading', 'source']).default('editing'),
    spellCheck: z.boolean().default(true),
    /** Languages such as `en-GB` whose dictionaries the desktop app may fetch; elsewhere the system or the browser decides. */
    spellLanguages: z.array(z.string().max(20)).max(10).default([]),
    sourceLineNumbers: z.boolean().default(true),
    /** Vim's keys in source mode. */
    sourceVim: z.boolean().default(false),
    dailyFolder: z.string().max(500).default('daily'),
    /** A date-fns pattern. Obsidian's moment pattern is translated when a vault has one. */
    dailyFormat: z.string().min(1).max(100).default('yyyy-MM-dd'),
    /** A note's path, with or without `.md`; `''` for none. */
    dailyTemplate: z.string().max(500).default(''),
    openDailyOnStart: z.boolean().default(false),
    weeklyFolder: z.string().max(500).default('weekly'),
    weeklyFormat: z.string().min(1).max(100).default("RRRR-'W'II"),
    weeklyTemplate: z.string().max(500).default(''),
    templatesFolder: z.string().max(500).default('templates'),
    /** The first column of the calendar; weekly notes are ISO weeks either way. */
    weekStart: z.enum(['language', 'monday', 'sunday']).default('language'),
    linkStyle: z.enum(['shortest', 'relative', 'absolute']).default('shortest'),
    /** `./name` is beside the note, `name` in the vault, empty the vault itself. A vault of Obsidian says it itself. */
    attachmentFolder: z.string().max(500).default('./attachments'),
    deleteTo: z.enum(['vault-trash', 'system-trash']).default('vault-trash'),
    /** How long past texts are kept; 0 is for ever. */
    historyDays: z.number().int().min(0).max(36_500).default(365),
    /** The most that past texts of one vault may take, packed. */
    historyMegabytes: z.number().int().min(10).max(1_000_000).default(1000),
    /** Whether raw/ takes part in the switcher, tags, graph and mentions. */
    showSources: z.boolean().default(false),
    /** Folders of the user's own notes that the compiler may read as sources, beside raw/. */
    sourceFolders: z.array(z.string().max(500)).max(100).default([]),
    /** The note that quick capture appends to, beside today's. */
    inboxPath: z.string().max(500).default('Inbox.md'),
    captureTarget: captureTargetSchema.default('today'),
    /** Whether an exported note lists its properties. */
    exportProperties: z.boolean().default(false),
    /** Keys that a person chose, instead of a command's own; none: the command has no keys. */
    shortcuts: shortcutsSchema.default({}),
    language: z.string().max(20).default('en'),
  })
  .readonly();
export type Settings = z.infer<typeof settingsSchema>;

/** Some of the settings, without defaults: what is absent stays as it is. */
export const settingsPatchSchema = z
  .object({
    theme: z.enum(['system', 'light', 'dark']),
    readingFont: z.enum(['serif', 'sans']),
    lineWidthChars: z.number().int().min(48).max(120),
    readingSizePx: z.number().int().min(12).max(28),
    typewriter: z.boolean(),
    noteMode: z.enum(['editing', 'reading', 'source']),
    spellCheck: z.boolean(),
    spellLanguages: z.array(z.string().max(20)).max(10),
    sourceLineNumbers: z.boolean(),
    sourceVim: z.boolean(),
    dailyFolder: z.string().max(500),
    dailyFormat: z.string().min(1).max(100),
    dailyTemplate: z.string().max(500),
    openDailyOnStart: z.boolean(),
    weeklyFolder: z.string().max(500),
    weeklyFormat: z.string().min(1).max(100),
    weeklyTemplate: z.string().max(500),
    templatesFolder: z.string().max(500),
    weekStart: z.enum(['language', 'monday', 'sunday']),
    linkStyle: z.enum(['shortest', 'relative', 'absolute']),
    attachmentFolder: z.string().max(500),
    deleteTo: z.enum(['vault-trash', 'system-trash']),
    historyDays: z.number().int().min(0).max(36_500),
    historyMegabytes: z.number().int().min(10).max(1_000_000),
    showSources: z.boolean(),
    sourceFolders: z.array(z.string().max(500)).max(100),
    inboxPath: z.string().max(500),
    captureTarget: captureTargetSchema,
    exportProperties: z.boolean(),
    shortcuts: shortcutsSchema,
    language: z.string().max(20),
  })
  .partial();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;
