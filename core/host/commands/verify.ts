import { verifyProject } from '../../store/verify.ts';
import { type Arguments, onlyPositional } from '../arguments.ts';

/** causeway verify: every stored byte against its hash, and the audit chain against itself. */
export async function verifyCommand(args: Arguments): Promise<number> {
  const verification = verifyProject(onlyPositional('verify', 'project', args));
  const { findings, checked, head } = verification;
  if (args.json) process.stdout.write(`${JSON.stringify(verification)}\n`);
  else {
    for (const finding of findings) {
      const place = Object.entries(finding.where).map(([what, where]) => `${what} ${where}`);
      process.stdout.write(`${finding.code}  ${finding.message}${place.length > 0 ? `  (${place.join(', ')})` : ''}\n`);
    }
    const counted = `${checked.chunks} chunks, ${checked.values} values, ${checked.documents} documents, ${checked.auditEntries} audit entries`;
    process.stdout.write(
      findings.length === 0
        ? `All is as it was written: ${counted}. Audit head ${head?.hash ?? 'none'}\n`
        : `${findings.length} findings in ${counted}.\n`,
    );
  }
  return findings.length === 0 ? 0 : 1;
}
