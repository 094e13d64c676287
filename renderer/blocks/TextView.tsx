import type { Text } from '../../core/base/text.ts';
import type { TextBlock } from '../../core/report/blocks.ts';
import { useTruth } from '../app/truth.tsx';
import { appWords } from '../text/app.ts';
import { useWords } from '../text/words.tsx';
import { BlockCard } from './BlockCard.tsx';

export function TextView({ block }: { readonly block: TextBlock }) {
  const isShown = useTruth() || block.isTruth !== true;
  return (
    <BlockCard block={block} items={[]}>
      <Paragraphs body={isShown ? block.body : appWords.truthCovered} />
    </BlockCard>
  );
}

/** A paragraph for each blank-line separated part of a text. */
export function Paragraphs({ body }: { readonly body: Text }) {
  const { say } = useWords();
  return say(body)
    .split(/\n\s*\n/)
    .map((paragraph) => (
      <p key={paragraph} className="paragraph">
        <bdi>{paragraph}</bdi>
      </p>
    ));
}
