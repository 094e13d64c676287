import { refuse } from '../../base/problem.ts';
import { columnNamed, type Frame } from '../../frame/frame.ts';
import type { MoveRules } from '../../learners/explain/counterfactual-moves.ts';
import type { SubjectSource } from '../kit/explanations/subject.ts';
import type { CounterfactualSpec } from './spec.ts';

type RuleOption = 'locked' | 'increaseOnly' | 'decreaseOnly' | 'ranges';

/**
 * Reads what may be changed; columns that the model does not read are never changed, so that rules about them hold by themselves.
 *
 * @throws data/unknown-column; option/invalid for an order asked of categories, a column to be both raised and lowered only, and
 *   a range that is empty or not of the column's kind
 */
export function readRules(spec: CounterfactualSpec, source: SubjectSource): MoveRules {
  const { frame } = source;
  const names = source.kind === 'model' ? source.model.features.map(({ name }) => name) : source.covariates;
  const indices = (option: Exclude<RuleOption, 'ranges'>): Set<number> => {
    for (const name of spec[option]) checkColumn(frame, name, option);
    return new Set(spec[option].map((name) => names.indexOf(name)).filter((index) => index >= 0));
  };
  const both = spec.increaseOnly.find((name) => spec.decreaseOnly.includes(name));
  if (both !== undefined)
    refuse('option/invalid', `"${both}" may only rise and only fall.`, 'Put it into locked, or into one of the two.', {
      option: 'decreaseOnly',
      column: both,
    });
  const ranges = new Map<number, readonly [number, number]>();
  for (const [name, ends] of Object.entries(spec.ranges)) {
    checkColumn(frame, name, 'ranges');
    const [low, high] = [readEnd(frame, name, ends[0]), readEnd(frame, name, ends[1])];
    if (!(low <= high)) refuseRange(name, `The range of "${name}" ends before it begins.`, 'Give its lower end first.');
    if (names.includes(name)) ranges.set(names.indexOf(name), [low, high]);
  }
  return { locked: indices('locked'), increaseOnly: indices('increaseOnly'), decreaseOnly: indices('decreaseOnly'), ranges };
}

function checkColumn(frame: Frame, name: string, option: RuleOption): void {
  const { kind } = columnNamed(frame, name);
  if (kind === 'category' && option !== 'locked')
    refuse('option/invalid', `"${name}" holds categories, which have no order.`, 'Take it out, or put it into locked.', {
      option,
      column: name,
    });
}

function readEnd(frame: Frame, name: string, end: number | string): number {
  const isDate = columnNamed(frame, name).kind === 'date';
  const value = typeof end === 'number' ? end : isDate ? Date.parse(end) : Number.NaN;
  if (!Number.isFinite(value))
    refuseRange(name, `"${end}" is no end for the range of "${name}".`, isDate ? 'Write dates like 2025-01-31.' : 'Write numbers.');
  return value;
}

function refuseRange(column: string, message: string, fix: string): never {
  return refuse('option/invalid', message, fix, { option: 'ranges', column });
}
