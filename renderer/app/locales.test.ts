import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandIds } from '#shared/model/command.ts';

/** A file of words: nested keys. */
interface Words {
  readonly [key: string]: string | Words;
}

const folder = path.join(import.meta.dirname, 'locales/en');
const words = new Map<string, Words>(
  readdirSync(folder).map((file) => [file.replace(/\.json$/, ''), JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Words]),
);

function has(namespace: string, key: string): boolean {
  const found = key.split('.').reduce<string | Words | undefined>(
    (at, part) => (typeof at === 'object' ? (at[part] ?? at[`${part}_other`]) : undefined),
    words.get(namespace),
  );
  return typeof found === 'string';
}

/** Each plain key in a source file: `t('key'` under the namespace of its `useTranslation`. */
function keysUsed(source: string): readonly (readonly [string, string])[] {
  const namespace = /useTranslation\('([\w-]+)'\)/.exec(source)?.[1];
  if (namespace === undefined) return [];
  return [...source.matchAll(/\bt\('([\w.:-]+)'/g)].map((match): readonly [string, string] => {
    const [, key = ''] = match;
    const [own, rest] = key.includes(':') ? key.split(':') : [namespace, key];
    return [own ?? namespace, rest ?? key];
  });
}

const renderer = path.resolve(import.meta.dirname, '..');
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.test)\.tsx?$/.test(file));

describe('words', () => {
  test('every key that the source names is there in English', () => {
    const used = sources.flatMap((file) => keysUsed(readFileSync(path.join(renderer, file), 'utf8')));
    expect(used.length).toBeGreaterThan(200);
    expect(used.filter(([namespace, key]) => !has(namespace, key))).toEqual([]);
  });

  test('every command has a name', () => {
    expect(commandIds.filter((id) => !has('app', `commands.${id}`))).toEqual([]);
  });

  test('none shouts', () => {
    const loud = [...words].filter(([, file]) => JSON.stringify(file).includes('!"')).map(([name]) => name);
    expect(loud).toEqual([]);
  });
});
