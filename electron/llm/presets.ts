/** Providers that can be added with one choice. Addresses are the servers' documented defaults. */
import type { ProviderKind, ProviderPreset } from '#shared/model/llm.ts';

export const defaultBaseUrls: Readonly<Record<ProviderKind, string | null>> = {
  anthropic: 'https://api.anthropic.com',
  openai: 'https://api.openai.com/v1',
  'openai-compatible': null,
  ollama: 'http://127.0.0.1:11434',
};

function compatible(
  id: string,
  label: string,
  baseUrl: string,
  key: { readonly variable: string } | null,
): ProviderPreset {
  return {
    id,
    label,
    kind: 'openai-compatible',
    baseUrl,
    needsKey: key !== null,
    model: '',
    keyVariable: key?.variable ?? null,
  };
}

export const providerPresets: readonly ProviderPreset[] = [
  {
    id: 'anthropic',
    label: 'Anthropic',
    kind: 'anthropic',
    baseUrl: null,
    needsKey: true,
    model: 'claude-sonnet-5-5',
    keyVariable: 'ANTHROPIC_API_KEY',
  },
  {
    id: 'openai',
    label: 'OpenAI',
    kind: 'openai',
    baseUrl: null,
    needsKey: true,
    model: 'gpt-5.4',
    keyVariable: 'OPENAI_API_KEY',
  },
  { id: 'ollama', label: 'Ollama', kind: 'ollama', baseUrl: null, needsKey: false, model: '', keyVariable: null },
  compatible('llama-cpp', 'llama.cpp', 'http://127.0.0.1:8080/v1', null),
  compatible('lm-studio', 'LM Studio', 'http://127.0.0.1:1234/v1', null),
  compatible('vllm', 'vLLM', 'http://127.0.0.1:8000/v1', null),
  compatible('openrouter', 'OpenRouter', 'https://openrouter.ai/api/v1', { variable: 'OPENROUTER_API_KEY' }),
  compatible('gemini', 'Google Gemini', 'https://generativelanguage.googleapis.com/v1beta/openai', {
    variable: 'GEMINI_API_KEY',
  }),
  compatible('mistral', 'Mistral', 'https://api.mistral.ai/v1', { variable: 'MISTRAL_API_KEY' }),
  compatible('deepseek', 'DeepSeek', 'https://api.deepseek.com', { variable: 'DEEPSEEK_API_KEY' }),
];
