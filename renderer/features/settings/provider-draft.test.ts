import { expect, test } from 'vitest';
import { configToSave, draftFromPreset, freeProviderId } from './provider-draft.ts';

const preset = { id: 'openai', label: 'OpenAI', kind: 'openai', baseUrl: null, needsKey: true, model: 'm', keyVariable: 'OPENAI_API_KEY' } as const;

test('a second provider of a kind gets an id of its own', () => {
  expect(freeProviderId('openai', [])).toBe('openai');
  expect(freeProviderId('openai', ['openai', 'openai-2'])).toBe('openai-3');
  expect(draftFromPreset(preset, ['openai']).config).toMatchObject({ id: 'openai-2', keyRef: 'openai-2' });
});

test('an empty address is the provider’s own', () => {
  const draft = draftFromPreset(preset, []);
  expect(configToSave({ ...draft, config: { ...draft.config, baseUrl: '  ' } }).baseUrl).toBeNull();
  expect(configToSave({ ...draft, config: { ...draft.config, baseUrl: ' http://127.0.0.1:1/v1 ' } }).baseUrl).toBe('http://127.0.0.1:1/v1');
});

test('a key that nobody asked for is kept under the provider’s id', () => {
  const draft = draftFromPreset({ ...preset, id: 'local', needsKey: false }, []);
  expect(configToSave(draft).keyRef).toBeNull();
  expect(configToSave({ ...draft, key: 'sk-1' }).keyRef).toBe('local');
});
