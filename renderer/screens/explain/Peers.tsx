import { memo } from 'react';
import type { RowView, SubjectView } from '../../../core/api/types.ts';
import { DataTable } from '../../blocks/table/DataTable.tsx';
import { explainWords } from '../../text/explain.ts';
import { useWords } from '../../text/words.tsx';

interface PeersProps {
  readonly view: RowView;
  readonly kind: SubjectView['kind'];
  show(row: number): void;
}

/** The customers most like this one, and what they get. */
export const Peers = memo(function Peers({ view, kind, show }: PeersProps) {
  const { say } = useWords();
  const own = view.estimated ?? view.answer;
  const table = {
    columns: [
      { name: 'customer', label: explainWords.peer },
      { name: 'row', label: explainWords.row },
      { name: 'answer', label: kind === 'effects' ? explainWords.effect : explainWords.prediction },
      { name: 'difference', label: explainWords.difference },
      { name: 'distance', label: explainWords.distance },
    ],
    rows: view.peers.map((peer) => [peer.name, peer.row, peer.answer, peer.answer - own, peer.distance]),
  };
  return (
    <section className="block" aria-label={say(explainWords.peers)}>
      <h3>{say(explainWords.peers)}</h3>
      <p className="quiet small">{say(explainWords.peersWhy)}</p>
      <DataTable
        name="peers"
        label={say(explainWords.peers)}
        table={table}
        onRow={(index) => {
          const peer = view.peers[index];
          if (peer !== undefined) show(peer.row);
        }}
      />
    </section>
  );
});
