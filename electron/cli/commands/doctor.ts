/** `verso doctor`: what Verso is, where it keeps things, and how the vault does. */
import { answered, failed, type VaultCommand } from '../command.ts';

export const doctorCommand: VaultCommand = {
  name: 'doctor',
  usage: '',
  summary: 'Check the vault, its index and the connected models',
  options: {},
  positionals: { minimum: 0, maximum: 0 },
  needs: 'vault',
  async run(_args, { client, signal }) {
    const [info, status, models] = await Promise.all([
      client.call('app.info', {}, { signal }),
      client.call('vault.status', {}, { signal }),
      client.call('llm.settings', {}, { signal }),
    ]);
    if (!info.ok) return failed(info);
    if (!status.ok) return failed(status);
    const json = {
      version: info.value.version,
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      shell: info.value.shell,
      vault: info.value.vault,
      status: status.value,
      models: models.ok ? models.value : null,
    };
    const { state, indexed, notes, problems, problemCount, watching, rebuilt } = status.value;
    return answered(
      json,
      [
        `Verso ${json.version} on Node ${json.node}, ${json.platform}`,
        `Vault: ${json.vault?.folder ?? 'none'}${json.vault?.readOnly === true ? ' (read-only)' : ''}`,
        `Index: ${state}, ${indexed} of ${notes} notes${rebuilt === 'no' ? '' : `, rebuilt because it was ${rebuilt}`}`,
        `Watching: ${watching}`,
        `Problems: ${problemCount}`,
        ...problems.map(({ path, problem }) => `  ${problem}  ${path}`),
      ].join('\n'),
    );
  },
};
