import type { MethodInfo } from '../../core/api/types.ts';
import { specSchema } from '../../core/host/set-options.ts';
import { methodNamed } from '../../core/jobs/perform.ts';
import { METHODS } from '../../core/methods/registry.generated.ts';

/** Every method of the engine as the page hears of it. */
export function allMethods(): ReadonlyMap<string, MethodInfo> {
  return new Map(
    Object.keys(METHODS).map((id) => {
      const method = methodNamed(id);
      const { revision, kind, citation, takes, accepts = [], gives, text } = method;
      return [id, { id, revision, kind, citation, takes, accepts, gives, text, spec: { ...specSchema(method) } }];
    }),
  );
}
