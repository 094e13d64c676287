import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder } from '../../test/support/projects.ts';
import { CausewayError } from '../base/problem.ts';
import { appendNote } from './append-note.ts';
import { createProject, openProject } from './project.ts';

const note = { at: '2026-01-02T03:04:05Z', kind: 'signed', subject: 'experiment', detail: { name: 'Lin' } };

describe('a note beside a reader', () => {
  it('stands in the chain, is seen by the reader that was open before, and leaves the file whole', () => {
    inFolder((folder) => {
      const path = join(folder, 'p.causeway');
      createProject(path).close();
      const reader = openProject(path, { readOnly: true });
      const before = reader.auditEntries().length;
      const head = appendNote(path, note);
      expect(reader.auditEntries().slice(before)).toMatchObject([{ ...note, kind: 'note.signed', hash: head.hash }]);
      expect(reader.verify().findings).toEqual([]);
      reader.close();
      const writer = openProject(path);
      expect(writer.auditHead()).toEqual(head);
      expect(writer.verify(head).findings).toEqual([]);
      writer.close();
    });
  });

  it('is refused while somebody edits, and nothing is lost', () => {
    inFolder((folder) => {
      const path = join(folder, 'p.causeway');
      const writer = createProject(path);
      let code = '';
      try {
        appendNote(path, note, 50);
      } catch (error) {
        code = error instanceof CausewayError ? error.problem.code : String(error);
      }
      expect(code).toBe('store/locked');
      writer.note('after', 'experiment', {});
      expect(writer.verify().findings).toEqual([]);
      writer.close();
    });
  });
});
