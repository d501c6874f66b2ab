/** Claims for tests: one whole claim, with what a test cares about replaced. */
import { claimSchema, type Claim } from '#shared/model/claim.ts';
import { vaultPathSchema } from '#shared/model/note-path.ts';

export function makeClaim(changes: Partial<Claim> = {}): Claim {
  return claimSchema.parse({
    id: 'c-000000000001',
    kind: 'fact',
    subject: { kind: 'person', name: 'Dana Okafor', entity: 'mail:dana@acme.example' },
    predicate: 'owns',
    text: 'Dana owns the launch.',
    quote: "I'll own the launch",
    mentions: [],
    source: {
      id: 'gmail:thread:1833',
      path: vaultPathSchema.parse('raw/gmail/2024/03/2024-03-05 Launch plan ‹7f3a9c›.md'),
      kind: 'mail',
      title: 'Launch plan',
      anchor: { kind: 'block', id: 'm-18332' },
      speaker: 'Dana Okafor',
      date: '2024-03-05 09:41',
      blockHash: '000000000000',
      occurrence: 0,
      before: null,
      after: null,
    },
    validFrom: null,
    validUntil: null,
    confidence: 0.9,
    status: 'active',
    run: 'r-1',
    model: 'double',
    at: '2026-11-23T12:00:00.000Z',
    ...changes,
  });
}
