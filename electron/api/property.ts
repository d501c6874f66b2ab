/** Handlers of properties. */
import type { propertyApi } from '#shared/api/property.ts';
import { linkKey } from '#shared/markdown/resolve-link.ts';
import { success, type Handlers } from '#shared/rpc/contract.ts';
import { listPropertyNames, listPropertyValues } from '../search/properties.ts';
import { readPropertyTypes, setPropertyType, type PropertyTypes } from '../vault/property-types.ts';
import { indexOf, noVault, type SessionDeps } from './vault-session.ts';

export interface PropertyDeps extends SessionDeps {
  readonly onTypesChanged: (types: PropertyTypes) => void;
}

export function createPropertyHandlers(deps: PropertyDeps): Handlers<typeof propertyApi> {
  return {
    async 'property.types'() {
      const session = deps.session();
      return session === null ? noVault : success({ types: { ...(await readPropertyTypes(session.records)) } });
    },
    async 'property.setType'({ name, type }) {
      const session = deps.session();
      if (session === null) return noVault;
      const set = await setPropertyType(session.records, name, type);
      if (!set.ok) return set;
      deps.onTypesChanged(set.value);
      return success({ types: { ...set.value } });
    },
    'property.names': () => {
      const db = indexOf(deps);
      return db === null ? noVault : success({ names: listPropertyNames(db) });
    },
    'property.values': ({ name, text }) => {
      const db = indexOf(deps);
      return db === null ? noVault : success({ values: listPropertyValues(db, linkKey(name), text) });
    },
  };
}
