import { inputProblem, type Problem, refuse } from '../../base/problem.ts';
import type { ColumnKind } from '../../frame/column.ts';
import { compileExpression } from '../../frame/expression/compile.ts';
import { evaluateExpression } from '../../frame/expression/evaluate.ts';
import { shownName, suggestion } from '../../frame/expression/names.ts';
import { printExpression } from '../../frame/expression/print.ts';
import type { Kind } from '../../frame/expression/syntax.ts';
import { type Frame, withColumns, withRoles } from '../../frame/frame.ts';
import { defineMethod } from '../contract.ts';
import { inputOf, problemsOf } from '../inputs.ts';
import { summarizeColumn } from './column-summary.ts';
import { definitionsOf } from './definitions.ts';
import type { DerivedColumn, DeriveFit } from './derived.ts';
import { summarizeDerived } from './report.ts';
import { type DeriveSpec, deriveSpec } from './spec.ts';
import { deriveText } from './text.ts';

export default defineMethod<DeriveSpec, DeriveFit>({
  id: 'derive',
  revision: 1,
  kind: 'describe',
  citation: 'Pratt (1973), Top down operator precedence, POPL; missing values as in SQL:1999.',
  spec: deriveSpec,
  text: deriveText,
  takes: ['frame'],
  gives: ['frame'],
  validate: (spec, inputs) => problemsOf(() => inputOf(inputs, 'frame')).concat(checkColumns(spec, inputs.sources[0]?.values.frame)),
  fit(spec, inputs, context) {
    const incoming = inputOf(inputs, 'frame');
    const definitions = definitionsOf(spec);
    let frame = incoming;
    const derived = definitions.map(({ name, expression }, index): DerivedColumn => {
      context.progress(index / definitions.length, name.slice(0, 40));
      const { node } = compileExpression(expression, frame.columns, `columns.${name}`);
      const { column, warnings } = evaluateExpression(node, frame, context.signal);
      frame = withColumns(frame, [[name, column]]);
      const summary = summarizeColumn(column);
      return { name, expression: printExpression(node), column, summary, warnings, isReplacing: incoming.columns.has(name) };
    });
    return { rowCount: frame.rowCount, derived };
  },
  summarize: summarizeDerived,
  apply(fit, spec, inputs) {
    const frame = inputOf(inputs, 'frame');
    const widened = withColumns(
      frame,
      fit.derived.map(({ name, column }) => [name, column] as const),
    );
    return withRoles(widened, [...frame.roles, ...Object.entries(spec.roles)]);
  },
});

/** Checks every expression; each may use the columns made before it. */
function checkColumns(spec: DeriveSpec, frame: Frame | undefined): readonly Problem[] {
  if (frame === undefined) return [];
  const definitions = definitionsOf(spec);
  if (definitions.length === 0) {
    return [inputProblem('option/invalid', 'No new column is defined.', 'Set columns.NAME to an expression.', { option: 'columns' })];
  }
  const kinds = new Map<string, { readonly kind: ColumnKind }>(frame.columns);
  const problems = definitions.flatMap(({ name, expression }) =>
    problemsOf(() => {
      const { kind } = compileExpression(expression, kinds, `columns.${name}`);
      kinds.set(name, { kind: columnKind(kind) });
    }),
  );
  const names = definitions.map(({ name }) => name);
  return problems.concat(problemsOf(...Object.keys(spec.roles).map((name) => () => checkRole(name, names))));
}

function columnKind(kind: Kind): ColumnKind {
  if (kind === 'text') return 'category';
  return kind === 'missing' ? 'number' : kind;
}

function checkRole(name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  refuse(
    'option/invalid',
    `A role is given to ${shownName(name)}, which is not among the new columns.`,
    suggestion(name, names, 'New columns'),
    {
      option: 'roles',
      column: name,
    },
  );
}
