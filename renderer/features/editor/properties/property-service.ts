/** What the fields of properties know of the vault: types, names and values. Asked for when first wanted. */
import type { PropertyType } from '#shared/model/property.ts';
import type { Core } from '../../../api/core.ts';

export interface PropertyService {
  /** The chosen type of a name, or null where none was chosen or nothing is known yet. */
  typeOf(name: string): PropertyType | null;
  names(): readonly string[];
  values(name: string, text: string): Promise<readonly string[]>;
  setType(name: string, type: PropertyType): void;
  /** Called when types or names are known or have changed. The first listener makes the service ask. */
  onChange(listener: () => void): () => void;
}

export function createPropertyService(core: Core, onFailure: (message: string) => void): PropertyService {
  let types: ReadonlyMap<string, PropertyType> = new Map();
  let names: readonly string[] = [];
  let asked = false;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const take = (next: Readonly<Record<string, PropertyType>>): void => {
    types = new Map(Object.entries(next).map(([name, type]) => [name.toLowerCase(), type]));
    tell();
  };
  const ask = async (): Promise<void> => {
    asked = true;
    const [typesOutcome, namesOutcome] = await Promise.all([core.call('property.types', {}), core.call('property.names', {})]);
    if (namesOutcome.ok) names = namesOutcome.value.names.map(({ name }) => name);
    if (typesOutcome.ok) take(typesOutcome.value.types);
    else tell();
  };
  return {
    typeOf: (name) => types.get(name.toLowerCase()) ?? null,
    names: () => names,
    async values(name, text) {
      const outcome = await core.call('property.values', { name, text });
      return outcome.ok ? outcome.value.values : [];
    },
    setType(name, type) {
      void core.call('property.setType', { name, type }).then((outcome) => {
        if (outcome.ok) take(outcome.value.types);
        else onFailure(outcome.message);
      });
    },
    onChange(listener) {
      listeners.add(listener);
      if (!asked) void ask();
      const stop = core.on('property.typesChanged', ({ types: changed }) => take(changed));
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
  };
}
