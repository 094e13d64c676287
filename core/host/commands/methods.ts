import { methodNamed } from '../../jobs/perform.ts';
import { METHODS } from '../../methods/registry.generated.ts';
import type { Arguments } from '../arguments.ts';
import { terminalLanguage } from '../print-report.ts';
import { specSchema } from '../set-options.ts';

/** causeway methods: what there is, or one method with all its options. */
export async function methodsCommand(args: Arguments): Promise<number> {
  const ids = args.positionals.length > 0 ? args.positionals : Object.keys(METHODS);
  const methods = ids.map(methodNamed);
  if (args.json) {
    const described = methods.map(({ id, revision, kind, citation, takes, accepts = [], gives, text, spec: _, ...rest }) => {
      return {
        id,
        revision,
        kind,
        citation,
        takes,
        accepts,
        gives,
        text,
        spec: specSchema({ ...rest, id, revision, kind, citation, takes, gives, text, spec: _ }),
      };
    });
    process.stdout.write(`${JSON.stringify(described)}\n`);
    return 0;
  }
  const language = terminalLanguage();
  const width = Math.max(...methods.map((method) => method.id.length));
  for (const method of methods) {
    process.stdout.write(`${method.id.padEnd(width)}  ${method.kind.padEnd(8)}  ${method.text.purpose[language]}\n`);
    if (args.positionals.length === 0) continue;
    for (const [option, words] of Object.entries(method.text.options))
      process.stdout.write(`  --set ${option}=…  ${words.label[language]}: ${words.help[language]}\n`);
  }
  return 0;
}
